import { renameCall } from '../run/number-calls.ts';
import type { Course, CourseRound } from './course.ts';

type Rounds = readonly CourseRound[];

/**
 * A course that shows a difference too, from which no round and no refusal can be left out.
 * @param differs the course up to where the designs differ; null: they agree on it
 */
export function shrinkCourse(course: Course, differs: (course: Course) => Course | null): Course {
  let best = course;
  let tries: Generator<Rounds> | null = smaller(best.rounds);
  while (tries !== null) {
    const rest: Generator<Rounds> = tries;
    tries = null;
    for (const rounds of rest) {
      const found = differs({ ...best, rounds });
      if (found === null) continue;
      best = found;
      tries = smaller(best.rounds);
      break;
    }
  }
  return best;
}

/** Leaves out many rounds, then few; then one refusal. */
function* smaller(rounds: Rounds): Generator<Rounds> {
  for (let size = rounds.length >> 1; size >= 1; size >>= 1) {
    for (let from = rounds.length - size; from > -size; from -= size) {
      const left = rounds.filter((_, at) => at < from || at >= from + size);
      yield renumbered(rounds, left);
    }
  }
  for (const [at, round] of rounds.entries()) {
    for (const refusal of round.refused) {
      const refused = round.refused.filter((other) => other !== refusal);
      yield rounds.with(at, { ...round, refused });
    }
  }
}

/** What is left, with calls numbered anew; a call that names one which is left out goes, too. */
function renumbered(before: Rounds, left: Rounds): Rounds {
  const names = new Map<number, number>();
  const rounds: CourseRound[] = [];
  const kept = new Set(left);
  let number = -1;
  for (const round of before) {
    if (round.do === 'call') number += 1;
    if (!kept.has(round)) continue;
    if (round.do !== 'call') {
      rounds.push(round);
      continue;
    }
    const call = renameCall(round.call, names);
    if (call === null) continue;
    names.set(number, names.size);
    rounds.push({ ...round, call });
  }
  return rounds;
}
