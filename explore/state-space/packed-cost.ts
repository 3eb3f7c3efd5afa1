import type { Cost } from './cost.ts';

/** The number of switches, and of steps, that a cost as a number has room for. */
export const STEPS_MAX = 4095;

/** Why a search does not follow a run that it has no room for. */
export const TOO_LONG = `runs of more than ${STEPS_MAX} steps, which no search follows`;

/** Costs compare as numbers: calls, then refusals, then context switches, then steps. */
export function packCost({ calls, refusals, switches, steps }: Cost): number {
  return ((calls * 256 + refusals) * 4096 + switches) * 4096 + steps;
}

export function unpackCost(priority: number): Cost {
  // Bit operations where the number fits into 32 bits: a remainder takes ten times as long.
  const spent = Math.floor(priority / (4096 * 4096));
  const rest = priority - spent * 4096 * 4096;
  return { calls: spent >> 8, refusals: spent & 255, switches: rest >> 12, steps: rest & 4095 };
}

/** The steps of a cost. */
export function stepsOf(priority: number): number {
  return priority - Math.floor(priority / 4096) * 4096;
}
