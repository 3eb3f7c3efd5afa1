import type { Call } from '../../model/call.ts';
import type { Need } from '../../model/fact.ts';
import type { Pfn, Range } from '../../model/range.ts';
import type { TreeMemory } from '../../port/tree-memory.ts';

/** Which requests of a round are refused: the n-th of that kind, from 1, or each of them. */
export interface PlannedRefusal {
  readonly need: Need;
  readonly nth: number | 'every';
}

/** What both designs are given next. Each round ends before the next begins. */
export type CourseRound = (
  | { readonly do: 'call'; readonly call: Call }
  /** Time passes, and the work runs whenever it is due. */
  | { readonly do: 'time'; readonly byJiffies: number }
  /** The work runs once, at the time when it is due, if it is pending. */
  | { readonly do: 'work' }
) & { readonly refused: readonly PlannedRefusal[] };

/** Calls one after the other, with the refusals of each: the same for both designs. */
export interface Course {
  readonly granule: number;
  readonly startPfn: Pfn;
  readonly nowJiffies: number;
  /** Pages that are reserved one by one before the first round; null: none. */
  readonly fillers: Range | null;
  /** What decides which request there is to refuse. */
  readonly memory: TreeMemory;
  /** Calls name each other by their number among the calls of the course, from 0. */
  readonly rounds: readonly CourseRound[];
}

/** Where courses come from. */
export const COURSE_KINDS = ['scripts', 'corpus', 'recordings', 'random'] as const;
export type CourseKind = (typeof COURSE_KINDS)[number];

/** A course, and where it comes from. */
export interface NamedCourse {
  readonly kind: CourseKind;
  /** A file, a seed: "corpus/a.json". */
  readonly from: string;
  readonly course: Course;
}

/** The number of calls of the course. */
export function callsOf({ rounds }: Pick<Course, 'rounds'>): number {
  return rounds.filter((round) => round.do === 'call').length;
}

/** The number of refusals that the course plans. */
export function refusalsOf({ rounds }: Pick<Course, 'rounds'>): number {
  return rounds.reduce((sum, { refused }) => sum + refused.length, 0);
}
