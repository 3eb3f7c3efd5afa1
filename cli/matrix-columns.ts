import type { DesignRef } from '../explore/loading/load-design.ts';
import { knownDesigns } from '../impl/designs/known.ts';
import { llist } from '../impl/designs/llist.ts';
import { knownPolicies, proposedPolicy } from '../impl/policies/known.ts';
import type { CheckSubject } from './check-subjects.ts';

/** A column of the matrix that is to be checked. */
export interface ColumnSubject {
  readonly subject: CheckSubject;
  readonly ref: DesignRef;
}

/**
 * The known designs under their own policies, and with well-behaved callers also under others: the
 * revision that was reviewed under what the review proposes, or every one under every policy.
 */
export function matrixColumns(
  subjects: readonly CheckSubject[],
  everyPolicy: boolean,
): readonly ColumnSubject[] {
  const own = knownDesigns.map(({ name }): DesignRef => ({ design: name, policy: null }));
  const proposed = [{ design: llist.name, policy: proposedPolicy.name }];
  const others = everyPolicy ? crossed() : proposed;
  return subjects.flatMap((subject) =>
    (subject.callers === 'well-behaved' ? [...own, ...others] : own).map((ref) => ({
      subject,
      ref,
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
