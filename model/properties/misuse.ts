import type { Fact, FactKind } from '../fact.ts';
import type { Misuse } from '../misuse.ts';
import type { Property, Traits } from '../property.ts';

/** The properties that only the misuse of a primitive breaks. */
type MisuseProperty = 'MEM-1' | 'MEM-2' | 'LCK-1' | 'LST-1';

/** The property that each misuse breaks. */
export const PROPERTY_OF_MISUSE: Readonly<Record<Misuse, MisuseProperty>> = {
  'use-after-free': 'MEM-1',
  'wild-memory-access': 'MEM-1',
  'double-free': 'MEM-2',
  'invalid-free': 'MEM-2',
  'spinlock-recursion': 'LCK-1',
  'lock-order-inversion': 'LCK-1',
  'inconsistent-lock-state': 'LCK-1',
  'bad-unlock-balance': 'LCK-1',
  'lock-not-held': 'LCK-1',
  'lock-held-on-return': 'LCK-1',
  'work-waits-for-itself': 'LCK-1',
  'sleep-in-atomic': 'LCK-1',
  'list-double-add': 'LST-1',
};

/** What each misuse is, said of who does it. */
const DONE: Readonly<Record<Exclude<Misuse, 'lock-not-held'>, string>> = {
  'use-after-free': 'used a freed object',
  'wild-memory-access': 'used a static value as an object',
  'double-free': 'freed an object again',
  'invalid-free': 'freed a static value',
  'spinlock-recursion': 'waits for a lock of its own CPU',
  'lock-order-inversion': 'took locks in the wrong order',
  'inconsistent-lock-state': 'took a lock with interrupts on',
  'bad-unlock-balance': 'gave back a lock that it did not hold',
  'lock-held-on-return': 'returned with a lock held',
  'work-waits-for-itself': 'waits for itself',
  'sleep-in-atomic': 'may sleep while atomic',
  'list-double-add': 'listed a node twice',
};

/** The line is no part of a signature: a change elsewhere in the file moves it. */
function inWords({ what, line }: Extract<Fact, { kind: 'misused' }>): string {
  return line === undefined ? what : `${what} (${line})`;
}

/** A misuse and what made it one, as signatures name it. */
export function causeOfMisuse(
  { misuse, because }: Extract<Fact, { kind: 'misused' }>,
  actor: string,
): string {
  // Here it is what was touched.
  if (misuse === 'lock-not-held') return `${actor} touched ${because ?? 'data'} without the lock`;
  return `${actor} ${DONE[misuse]}${because === null ? '' : ` <- ${because}`}`;
}

/** A property that is broken when a primitive reports a misuse, at the step that it reports. */
function brokenByMisuse(
  about: Pick<Property, 'sentence' | 'witness' | 'source'> & { readonly id: MisuseProperty },
  witnessed: (fact: Fact) => boolean,
  witnessKind: FactKind,
  appliesTo: (traits: Traits) => boolean = () => true,
): Property<null> {
  return {
    ...about,
    reads: ['misused', witnessKind],
    alone: true,
    timed: false,
    appliesTo,
    initial: null,
    next(state, fact, _ledger, ruling) {
      if (fact.kind === 'misused') {
        if (PROPERTY_OF_MISUSE[fact.misuse] === about.id) {
          ruling.broken(inWords(fact), causeOfMisuse(fact, ruling.actor()));
        }
      } else if (witnessed(fact)) ruling.witness();
      return state;
    },
  };
}

export const mem1 = brokenByMisuse(
  {
    id: 'MEM-1',
    sentence:
      'A range object is not touched after it was freed, nor the domain after its teardown.',
    witness: 'a range object was freed',
    source: 'slab lifetime rules (KASAN: slab-use-after-free)',
  },
  (fact) => fact.kind === 'object' && fact.event === 'freed',
  'object',
);

export const mem2 = brokenByMisuse(
  {
    id: 'MEM-2',
    sentence: 'A range object is not freed twice.',
    witness: 'a range object was freed',
    source: 'slab lifetime rules (KASAN: double-free)',
  },
  (fact) => fact.kind === 'object' && fact.event === 'freed',
  'object',
);

export const lck1 = brokenByMisuse(
  {
    id: 'LCK-1',
    sentence: 'Locks and contexts are used by their rules, and protected data under its lock.',
    witness: 'the lock was taken while another context was inside a call',
    source: 'Documentation/locking: lockdep, might_sleep(), irq-safe locks',
  },
  (fact) => fact.kind === 'locked' && fact.contended,
  'locked',
);

export const lst1 = brokenByMisuse(
  {
    id: 'LST-1',
    sentence: 'A node is on the lock-free list at most once.',
    witness: 'a node was put on the list',
    source: 'the lock-free list of lib/: adding a node twice closes a cycle',
  },
  (fact) => fact.kind === 'listed',
  'listed',
  (traits) => traits.lists,
);
