import { isDeepStrictEqual } from 'node:util';
import type { Design } from '../../impl/designs/design.ts';
import { hasRole } from '../../model/role.ts';
import { type Sides } from '../checking/comparison.ts';
import { blameFile } from '../loading/faulty-design.ts';
import type { DesignRef } from '../loading/load-design.ts';
import type { Course, CourseRound } from './course.ts';
import { CoursePlayer, type Played } from './course-player.ts';
import { comparedOf } from './observation.ts';

/** A design that is compared, and what loads it. */
export interface Compared {
  readonly ref: DesignRef;
  readonly design: Design;
}

/** A round, and what both designs did in it. */
export interface PlayedRound {
  readonly round: CourseRound;
  readonly A: Played;
  readonly B: Played;
}

/** Where two designs differ in a round. */
export type Divergence =
  /** In the n-th observation, from 0: one of them may have none there. */
  | { readonly what: 'observation'; readonly nth: number }
  | { readonly what: 'reply' | 'works' | 'tree' };

/** A course, as far as it was played: up to the first round in which the designs differ. */
export interface PlayedCourse {
  readonly course: Course;
  readonly rounds: readonly PlayedRound[];
  /** How they differ in the last round; null: they agree. */
  readonly divergence: Divergence | null;
  /** After it all a work is pending. */
  readonly isArmed: boolean;
}

/**
 * Gives both designs the same rounds, until they differ, or until neither can go on.
 * @throws FaultyDesign if a user's file is wrong
 */
export function playCourse(sides: Sides<Compared>, course: Course): PlayedCourse {
  const { A, B } = sides;
  const a = blameFile(A.ref, () => new CoursePlayer(A.design, course));
  const b = blameFile(B.ref, () => new CoursePlayer(B.design, course));
  const rounds: PlayedRound[] = [];
  let divergence: Divergence | null = null;
  for (const round of course.rounds) {
    const played = {
      round,
      A: blameFile(A.ref, () => a.play(round)),
      B: blameFile(B.ref, () => b.play(round)),
    };
    rounds.push(played);
    divergence = divergenceIn(played);
    if (divergence !== null || isOver(played)) break;
  }
  return { course, rounds, divergence, isArmed: a.isArmed || b.isArmed };
}

function divergenceIn({ A, B }: PlayedRound): Divergence | null {
  const most = Math.max(A.observations.length, B.observations.length);
  for (let nth = 0; nth < most; nth += 1) {
    const [a, b] = [A.observations[nth], B.observations[nth]];
    if (a === undefined || b === undefined || comparedOf(a) !== comparedOf(b)) {
      return { what: 'observation', nth };
    }
    // What follows a misuse means nothing: the C may have stopped there.
    if (a.kind === 'misused') return null;
  }
  if (A.reply !== B.reply || !isDeepStrictEqual(A.range, B.range)) return { what: 'reply' };
  if (A.works !== B.works) return { what: 'works' };
  return isDeepStrictEqual(A.tree, B.tree) ? null : { what: 'tree' };
}

/** The domain is gone, memory was misused, or the round does not end: nothing can follow. */
function isOver({ round, A }: PlayedRound): boolean {
  if (round.do === 'call' && hasRole(round.call, 'tears down')) return true;
  return A.reply === 'never' || A.observations.some(({ kind }) => kind === 'misused');
}
