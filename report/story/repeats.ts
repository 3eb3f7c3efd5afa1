/** A sequence that stands several times in a row. */
export interface Repeat {
  /** Length of one round, 1 or more. */
  readonly period: number;
  /** How often it stands there; 1: it does not repeat. */
  readonly rounds: number;
  /** How much shorter the whole gets if only the first round is kept. */
  readonly saved: number;
}

/** Longer rounds are not recognised. */
const PERIOD_MAX = 60;
/** Fewer rounds are written out. */
const ROUNDS_MIN = 3;

/**
 * The repetition beginning at index `at` that saves most, if one saves `savedMin` or more; of those
 * that save the same, the one with the shortest round.
 */
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
