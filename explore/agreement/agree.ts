import type { NodeNeed } from '../../model/fact.ts';
import type { Sides } from '../checking/comparison.ts';
import { COURSE_KINDS, type Course, type CourseKind, type NamedCourse } from './course.ts';
import { type Compared, playCourse, type PlayedCourse, type PlayedRound } from './play-course.ts';
import type { Courses } from './script-courses.ts';
import { shrinkCourse } from './shrink-course.ts';

/** How much was compared of the courses of one kind. */
export interface AgreementCounts {
  courses: number;
  calls: number;
  /** By what they are for. */
  readonly requests: Record<'object' | NodeNeed, number>;
  refused: number;
  /** Ranges stored and erased. */
  changes: number;
  deferrals: number;
  givenBack: number;
  works: number;
  lines: number;
}

/** What a comparison of two designs has found. */
export interface Agreement {
  readonly counts: Readonly<Record<CourseKind, AgreementCounts>>;
  /** The first difference, made simple; null: they agree. */
  readonly difference: { readonly from: string; readonly played: PlayedCourse } | null;
}

/** Gives both designs the courses, one after the other, until they differ. */
export function findDifference(
  sides: Sides<Compared>,
  sources: readonly Courses[],
  onCourse: (done: number) => void = () => undefined,
): Agreement {
  const counts = Object.fromEntries(COURSE_KINDS.map((kind) => [kind, noCounts()])) as Record<
    CourseKind,
    AgreementCounts
  >;
  let done = 0;
  for (const courses of sources) {
    let next = courses.next();
    while (next.done !== true) {
      const { kind, from, course }: NamedCourse = next.value;
      const played = playCourse(sides, course);
      count(counts[kind], played);
      if (played.divergence !== null) {
        return { counts, difference: { from, played: simplest(sides, played) } };
      }
      onCourse((done += 1));
      next = courses.next(played);
    }
  }
  return { counts, difference: null };
}

function simplest(sides: Sides<Compared>, { course, rounds }: PlayedCourse): PlayedCourse {
  const asFound = { ...course, rounds: course.rounds.slice(0, rounds.length) };
  const differs = (tried: Course): Course | null => {
    const played = playCourse(sides, tried);
    if (played.divergence === null) return null;
    return { ...tried, rounds: tried.rounds.slice(0, played.rounds.length) };
  };
  return playCourse(sides, shrinkCourse(asFound, differs));
}

function noCounts(): AgreementCounts {
  return {
    courses: 0,
    calls: 0,
    requests: { object: 0, store: 0, erase: 0 },
    refused: 0,
    changes: 0,
    deferrals: 0,
    givenBack: 0,
    works: 0,
    lines: 0,
  };
}

function count(into: AgreementCounts, { rounds }: PlayedCourse): void {
  into.courses += 1;
  for (const round of rounds) countRound(into, round);
}

function countRound(into: AgreementCounts, { round, A }: PlayedRound): void {
  if (A.reply === 'not made') return;
  if (round.do === 'call') into.calls += 1;
  into.works += A.works;
  for (const seen of A.observations) {
    if (seen.kind === 'asked') {
      // Where designs are compared there are no caches.
      if (seen.need !== 'magazine' && seen.need !== 'caches') into.requests[seen.need] += 1;
      if (!seen.granted) into.refused += 1;
    }
    if (seen.kind === 'stored' || seen.kind === 'erased') into.changes += 1;
    if (seen.kind === 'deferred') into.deferrals += 1;
    if (seen.kind === 'object' && seen.event === 'freed') into.givenBack += 1;
    if (seen.kind === 'logged') into.lines += 1;
  }
}
