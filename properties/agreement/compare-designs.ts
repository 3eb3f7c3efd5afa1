import { type Agreement, findDifference } from '../../explore/agreement/agree.ts';
import { callsOf, refusalsOf } from '../../explore/agreement/course.ts';
import { randomCourses } from '../../explore/agreement/random-courses.ts';
import { scriptCourses } from '../../explore/agreement/script-courses.ts';
import { SCOPE_DEFAULTS } from '../../explore/run/scope-defaults.ts';
import type { Scope } from '../../explore/run/scope.ts';
import type { Design, Domain } from '../../impl/designs/design.ts';

/** Little, but each call and each refusal occurs in it. */
export const SMALL: Scope = {
  ...SCOPE_DEFAULTS,
  cpus: 1,
  irqs: 0,
  calls: 2,
  pages: 4,
  refusals: 2,
  callers: 'careless',
};

/** Compares two designs in all scripts of the scope, and in some random runs. */
export function agreementOf<D extends Domain, E extends Domain>(
  A: Design<D>,
  B: Design<E>,
  { scope = SMALL, runs = 100 }: { readonly scope?: Scope; readonly runs?: number } = {},
): Agreement {
  const side = (design: unknown, name: string) => ({
    ref: { design: name, policy: null },
    design: design as Design,
  });
  const sources = [scriptCourses(scope), randomCourses(runs, 1, scope)];
  return findDifference({ A: side(A, A.name), B: side(B, B.name) }, sources);
}

/** How long the simplest run is that shows a difference; null: there is none. */
export function lengthOf({
  difference,
}: Agreement): readonly [calls: number, refusals: number] | null {
  if (difference === null) return null;
  const { course } = difference.played;
  return [callsOf(course), refusalsOf(course)];
}
