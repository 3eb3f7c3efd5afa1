import type { Plan } from '../../explore/checking/plan.ts';
import type { Run } from '../../explore/run/run.ts';
import type { Design } from '../../impl/designs/design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { publishedDesigns } from '../../impl/designs/published.ts';
import { designNames } from '../../impl/twin/twin-subject.ts';
import type { ExpectedMatrix, ExpectedResult } from '../verdicts/expected.ts';

/**
 * The expected columns of the published designs, to stand beside a design or a policy that is not
 * one of the known ones. None if other scopes, calls, engines or runs are asked for, or only
 * properties that they leave out.
 */
export function publishedBeside(
  { columns, properties, isDefault }: Plan,
  expected: ExpectedMatrix | null,
): readonly ExpectedResult[] {
  const [column] = columns;
  if (!isDefault || column === undefined || isOneOf(knownDesigns, column)) return [];
  const results = expected?.results.filter((other) => isOneOf(publishedDesigns, other)) ?? [];
  return results.filter((other) =>
    properties.some(({ id }) => Object.hasOwn(other.properties, id)),
  );
}

function isOneOf(designs: readonly Design[], of: Pick<Run, 'design' | 'policy'>): boolean {
  return designs
    .map(designNames)
    .some(({ design, policy }) => design === of.design && policy === of.policy);
}
