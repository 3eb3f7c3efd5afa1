import type { RunEnding, Path, Tracks } from './endings.ts';

/** What a search found. */
export interface Found {
  /** The cheapest run of each signature. No cheaper one exists if `bound` is null. */
  readonly shortest: ReadonlyMap<string, Path>;
  /** A run to each signature that ends in a hang; there may be a cheaper one. */
  readonly hangs: ReadonlyMap<string, Path>;
  readonly states: number;
  readonly transitions: number;
  /** Look-ups that met another state with the same fingerprint; counted only with `exact`. */
  readonly collisions: number;
  /** The bound that was hit; null: every state was visited. */
  readonly bound: string | null;
}

/** What one thread of a search found: plain data. */
export interface Report extends Omit<Found, 'shortest' | 'hangs'> {
  readonly shortest: readonly (readonly [signature: string, ending: RunEnding])[];
  readonly hangs: readonly (readonly [signature: string, ending: RunEnding])[];
  /** Why some moves were left out; null: none was. */
  readonly leftOut: string | null;
}

/**
 * What all threads of a search found together.
 * @param limit a bound that every search has, whatever it met; null: there is none
 */
export function foundBy(reports: readonly Report[], tracks: Tracks, limit: string | null): Found {
  const first = (of: 'bound' | 'leftOut'): string | null =>
    reports.find((report) => report[of] !== null)?.[of] ?? null;
  const sum = (of: 'states' | 'transitions' | 'collisions'): number =>
    reports.reduce((total, report) => total + report[of], 0);
  return {
    shortest: tracks.paths(reports.flatMap(({ shortest }) => shortest)),
    hangs: tracks.paths(reports.flatMap(({ hangs }) => hangs)),
    states: sum('states'),
    transitions: sum('transitions'),
    collisions: sum('collisions'),
    bound: first('bound') ?? first('leftOut') ?? limit,
  };
}
