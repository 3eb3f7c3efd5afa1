import { renameCall } from '../run/number-calls.ts';
import { callsOf, type Course, type CourseRound } from './course.ts';

type Rounds = readonly CourseRound[];

/**
 * A course that shows a difference too, from which no round and no refusal can be left out.
 * @param differs the course up to where the designs differ; null: they agree on it
 */
export function shrinkCourse(course: Course, differs: (course: Course) => Course | null): Course {
  let best = course;
  let tries: Generator<Course> | null = smaller(best);
  while (tries !== null) {
    const rest: Generator<Course> = tries;
    tries = null;
    for (const tried of rest) {
      const found = differs(tried);
      if (found === null) continue;
      best = found;
      tries = smaller(best);
      break;
    }
  }
  return best;
}

function* smaller(course: Course): Generator<Course> {
  const { rounds } = course;
  for (const left of [withFewerRounds(rounds), withFewerRefusals(rounds)]) {
    for (const fewer of left) yield { ...course, rounds: fewer };
  }
  yield* withFewerFillers(course);
  yield* inSmallerSpace(course);
  for (const fewer of withOneCallForTwo(course)) yield { ...course, rounds: fewer };
}

function* withFewerFillers(course: Course): Generator<Course> {
  const { fillers } = course;
  if (fillers === null) return;
  yield { ...course, fillers: null };
  for (let fewer = (fillers.hi - fillers.lo + 1) >> 1; fewer >= 1; fewer >>= 1) {
    yield { ...course, fillers: { lo: fillers.lo, hi: fillers.hi - fewer } };
  }
}

/** Leaves out many rounds, then few. */
function* withFewerRounds(rounds: Rounds): Generator<Rounds> {
  for (let size = rounds.length >> 1; size >= 1; size >>= 1) {
    for (let from = rounds.length - size; from > -size; from -= size) {
      const left = rounds.filter((_, at) => at < from || at >= from + size);
      yield renumbered(rounds, left);
    }
  }
}

function* withFewerRefusals(rounds: Rounds): Generator<Rounds> {
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

/** The same calls where there are only so many pages, half of them below 4 GiB. */
function* inSmallerSpace(course: Course): Generator<Course> {
  const dma32 = 2 ** 32 / course.granule;
  for (const below of [1, 2, 4, 8]) {
    const startPfn = dma32 - below;
    if (startPfn <= course.startPfn) continue;
    const topPfn = dma32 + below - 1;
    const rounds = course.rounds.map((round): CourseRound => {
      if (round.do !== 'call' || round.call.fn !== 'alloc') return round;
      const limit = round.call.limit < dma32 ? dma32 - 1 : topPfn;
      return { ...round, call: { ...round.call, limit } };
    });
    yield { ...course, startPfn, rounds };
  }
}

/** With more calls than this there are too many replacements, and to drop calls works better. */
const EXCHANGED_MAX = 10;

/** Drops one call and makes another one a simple allocation: one call may do what two did. */
function* withOneCallForTwo({ granule, startPfn, rounds }: Course): Generator<Rounds> {
  if (callsOf({ rounds }) > EXCHANGED_MAX) return;
  const dma32 = 2 ** 32 / granule;
  for (const dropped of rounds) {
    const left = renumbered(
      rounds,
      rounds.filter((round) => round !== dropped),
    );
    for (const [at, round] of left.entries()) {
      if (round.do !== 'call' || 'what' in round.call) continue;
      for (const sizePages of [1, 2]) {
        for (const limit of [dma32 - 1, 2 * dma32 - startPfn - 1]) {
          const call = { fn: 'alloc', sizePages, limit, aligned: true } as const;
          yield left.with(at, { ...round, call });
        }
      }
    }
  }
}
