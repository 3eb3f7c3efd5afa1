import { capNotApplied } from './cap-not-applied.ts';
import { countsSuccesses } from './counts-successes.ts';
import { delayZero } from './delay-zero.ts';
import { neverResets } from './never-resets.ts';
import { noCap } from './no-cap.ts';
import { quickerAfterPart } from './quicker-after-part.ts';
import { remembers } from './remembers.ts';
import { resetsAtFailure } from './resets-at-failure.ts';
import { signedShift } from './signed-shift.ts';
import { startsAtZero } from './starts-at-zero.ts';
import { unsignedShift } from './unsigned-shift.ts';
import { warnsAcrossSuccess } from './warns-across-success.ts';
import { warnsAgain } from './warns-again.ts';
import { warnsAgainPerRange } from './warns-again-per-range.ts';
import { warnsAtSuccess } from './warns-at-success.ts';
import { warnsEarly } from './warns-early.ts';
import { warnsEarlyPerRange } from './warns-early-per-range.ts';
import { warnsNever } from './warns-never.ts';
import { warnsOncePerRange } from './warns-once-per-range.ts';
import { wideJitter } from './wide-jitter.ts';
import { wrapsAround } from './wraps-around.ts';
import type { PolicyBug } from './policy-bug.ts';

/** Retry policies with one mistake each, in alphabetical order. */
export const policyBugs: readonly PolicyBug[] = [
  capNotApplied,
  countsSuccesses,
  delayZero,
  neverResets,
  noCap,
  quickerAfterPart,
  remembers,
  resetsAtFailure,
  signedShift,
  startsAtZero,
  unsignedShift,
  warnsAcrossSuccess,
  warnsAgain,
  warnsAgainPerRange,
  warnsAtSuccess,
  warnsEarly,
  warnsEarlyPerRange,
  warnsNever,
  warnsOncePerRange,
  wideJitter,
  wrapsAround,
];
