import type { DesignRef } from '../../explore/loading/load-design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { llist } from '../../impl/designs/llist.ts';
import { knownPolicies, proposedPolicy } from '../../impl/policies/known.ts';
import type { CheckSubject } from '../arguments/check-subjects.ts';
import type { AskedColumn } from './plan-of.ts';

/**
 * The columns of the matrix: the known designs under their own policies and, with well-behaved
 * callers, also under others: the reviewed revision under the policy that the review proposes, or
 * every design under every policy.
 */
export function matrixColumns(
  subjects: readonly CheckSubject[],
  everyPolicy: boolean,
): readonly AskedColumn[] {
  const own = knownDesigns.map(({ name }): DesignRef => ({ design: name, policy: null }));
  const proposed = [{ design: llist.name, policy: proposedPolicy.name }];
  const others = everyPolicy ? crossed() : proposed;
  return subjects.flatMap((subject) =>
    (subject.callers === 'well-behaved' ? [...own, ...others] : own).map((ref) => ({
      subject,
      ref,
      as: ref.design,
      side: null,
    })),
  );
}

/** Every design whose work retries, under every known policy but its own. */
function crossed(): readonly DesignRef[] {
  return knownDesigns.flatMap(({ name, policy: own }) => {
    const others = knownPolicies.filter(({ name: other }) => own !== null && other !== own.name);
    return others.map((policy) => ({ design: name, policy: policy.name }));
  });
}
