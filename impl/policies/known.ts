import { doubling } from './doubling.ts';
import { doublingJitter } from './doubling-jitter.ts';
import { exponential, exponentialToDrain } from './exponential.ts';
import { flat10ms } from './flat-10ms.ts';
import type { Policy } from './policy.ts';
import { warnAfter, warnAfterPerRange } from './warn-after.ts';

/** Raj: "about 10 consecutive failures". */
const THRESHOLD = 10;

/** The proposal of 20 June 2026, both parts: the delays and the warning. */
export const proposedPolicy: Policy = warnAfter(exponential, THRESHOLD);

/** The policies that iova-check knows by name: the published one, the proposed one, and others. */
export const knownPolicies: readonly Policy[] = [
  flat10ms,
  warnAfter(flat10ms, THRESHOLD),
  warnAfterPerRange(flat10ms, THRESHOLD),
  exponential,
  proposedPolicy,
  warnAfterPerRange(exponential, THRESHOLD),
  exponentialToDrain,
  doubling,
  doublingJitter,
];
