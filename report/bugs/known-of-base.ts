import { scopeOfBug } from '../../explore/studies/bugs/scope-of-bug.ts';
import type { SeededBug } from '../../impl/bugs/seeded-bug.ts';
import { designNames } from '../../impl/twin/twin-subject.ts';
import { columnOf, type ExpectedMatrix, expectedSignatures } from '../verdicts/expected.ts';

/** The signatures that the base of a bug is expected to have: they do not count as the bug's. */
export function knownOfBase(bug: SeededBug, expected: ExpectedMatrix): readonly string[] {
  const { callers } = scopeOfBug(bug);
  const column = columnOf(expected, { ...designNames(bug.base), callers });
  const known = column === undefined ? [] : expectedSignatures([column]);
  return known.map(({ signature }) => signature);
}
