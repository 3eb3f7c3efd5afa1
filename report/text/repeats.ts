/** That what stands at some place stands there several times in a row. */
export interface Repeat {
  /** Length of one round. */
  readonly period: number;
  /** 1: it does not repeat. */
  readonly rounds: number;
  /** What need not be told. */
  readonly saved: number;
}

/** Longest round that is recognised. */
const PERIOD_MAX = 60;
/** Fewer rounds are told one by one. */
const ROUNDS_MIN = 3;

/** The repetition beginning at `at` that saves most, of those that save `savedMin` or more. */
export function longestRepeat(keys: readonly string[], at: number, savedMin: number): Repeat {
  let best: Repeat = { period: 1, rounds: 1, saved: 0 };
  for (let period = 1; period <= PERIOD_MAX; period += 1) {
    let same = 0;
    while (at + period + same < keys.length && keys[at + same] === keys[at + period + same]) {
      same += 1;
    }
    const rounds = 1 + Math.floor(same / period);
    const saved = (rounds - 1) * period;
    if (rounds >= ROUNDS_MIN && saved >= savedMin && saved > best.saved) {
      best = { period, rounds, saved };
    }
  }
  return best;
}
