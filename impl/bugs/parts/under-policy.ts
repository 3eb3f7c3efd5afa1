import type { Design } from '../../designs/design.ts';
import type { PolicyBug } from '../policies/policy-bug.ts';
import type { SeededBug } from '../seeded-bug.ts';

/**
 * The seeded bug that replaces the policy of `base` by a wrong one. The design is still held to
 * what the right policy, that of `base`, promises.
 */
export function underPolicy<D extends Design, S>(
  { finding, changes, realistic, policy }: PolicyBug<S>,
  base: D,
  { caughtBy, scope }: Pick<SeededBug, 'caughtBy' | 'scope'>,
): SeededBug<D> {
  const design = { ...base, name: `under-${policy.name}`, policy };
  return { finding, changes, realistic, caughtBy, base, scope, design };
}
