import { fillersOf, formatScope, GRANULE, type Scope, spaceOf } from '../run/scope.ts';
import type { Script } from '../run/script.ts';
import { scriptsOf } from '../run/scripts.ts';
import type { Course, CourseRound, NamedCourse, PlannedRefusal } from './course.ts';
import type { PlayedCourse } from './play-course.ts';

/** Longer than any delay of a retry policy. */
const LONG_JIFFIES = 2000;

/** Yields courses, and is sent what came of each. */
export type Courses = Generator<NamedCourse, void, PlayedCourse>;

/**
 * All scripts of the scope, on one CPU, shorter ones first; each with every choice of refused
 * requests that the scope allows, fewer first. Where a work can be armed, each also with the work
 * running after every call. At the end comes the teardown, if the scope has one.
 */
export function* scriptCourses(scope: Scope): Courses {
  const alone: Scope = { ...scope, cpus: 1, irqs: 0 };
  const from = `a script of ${formatScope(alone)}`;
  for (const script of scriptsOf(alone)) {
    const works = yield* withRefusals(courseOf(script, alone, false), alone.refusals, from);
    if (works) yield* withRefusals(courseOf(script, alone, true), alone.refusals, from);
  }
}

function courseOf(script: Script, scope: Scope, works: boolean): Course {
  const rounds: CourseRound[] = [];
  for (const { call } of script) {
    rounds.push({ do: 'call', call, refused: [] });
    if (works) rounds.push({ do: 'work', refused: [] });
  }
  if (works) rounds.push({ do: 'time', byJiffies: LONG_JIFFIES, refused: [] });
  if (scope.teardown) rounds.push({ do: 'call', call: { fn: 'put' }, refused: [] });
  const { startPfn } = spaceOf(scope);
  const { memory } = scope;
  return { granule: GRANULE, startPfn, nowJiffies: 0, fillers: fillersOf(scope), memory, rounds };
}

/** Returns whether a work was armed in some of them. */
function* withRefusals(
  course: Course,
  most: number,
  from: string,
): Generator<NamedCourse, boolean, PlayedCourse> {
  let works = false;
  let courses: readonly Course[] = [course];
  for (let refusals = 0; refusals <= most && courses.length > 0; refusals += 1) {
    const next: Course[] = [];
    for (const one of courses) {
      const played: PlayedCourse = yield { kind: 'scripts', from, course: one };
      works ||= hasWork(played);
      if (refusals < most) next.push(...refusedOnceMore(played));
    }
    courses = next;
  }
  return works;
}

function hasWork({ rounds }: PlayedCourse): boolean {
  return rounds.some(({ A }) => A.observations.some(({ kind }) => kind === 'work'));
}

/** The course with one more of the requests refused, after all that it refuses already. */
function* refusedOnceMore({ course, rounds }: PlayedCourse): Generator<Course> {
  const from = course.rounds.findLastIndex(({ refused }) => refused.length > 0);
  for (const [at, { round, A }] of rounds.entries()) {
    if (at < from) continue;
    const counts = new Map<string, number>();
    let left = round.refused.length;
    for (const seen of A.observations) {
      if (seen.kind !== 'asked') continue;
      const nth = (counts.get(seen.need) ?? 0) + 1;
      counts.set(seen.need, nth);
      if (!seen.granted) left -= 1;
      else if (left === 0) yield refusing(course, at, { need: seen.need, nth });
    }
  }
}

/** The course with one more refusal in that round. */
function refusing(course: Course, at: number, refusal: PlannedRefusal): Course {
  const round = course.rounds[at] as CourseRound;
  const refused = [...round.refused, refusal];
  return { ...course, rounds: course.rounds.with(at, { ...round, refused }) };
}
