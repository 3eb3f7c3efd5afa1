/**
 * The ways to use a primitive against its rules. Each is named after the report of the kernel's own
 * checker. The judges decide which property a misuse breaks.
 */
export const MISUSES = [
  // KASAN
  'use-after-free',
  'wild-memory-access',
  'double-free',
  'invalid-free',
  // CONFIG_DEBUG_SPINLOCK
  'spinlock-recursion',
  // lockdep; lockdep_assert_held() for `lock-not-held`
  'lock-order-inversion',
  'inconsistent-lock-state',
  'bad-unlock-balance',
  'lock-not-held',
  'lock-held-on-return',
  'work-waits-for-itself',
  // CONFIG_DEBUG_ATOMIC_SLEEP
  'sleep-in-atomic',
  // CONFIG_DEBUG_LIST
  'list-double-add',
] as const;

export type Misuse = (typeof MISUSES)[number];
