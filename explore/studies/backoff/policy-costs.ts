import type { Design } from '../../../impl/designs/design.ts';
import type { Jiffies } from '../../../impl/kernel/clock.ts';
import { measuredOrNull } from './unmeasurable.ts';
import { type Applies, proofApplies } from '../../proofs/proof-applies.ts';
import { longestMissedJiffies } from './longest-missed.ts';
import { type BusyOutage, busyOutage, type Workload } from './busy-outage.ts';
import { wakeupsWhenCrossed } from './crossed-runs.ts';
import { type QuietOutage, quietOutage } from './quiet-outage.ts';
import { type WorstRecovery, worstRecovery } from './worst-recovery.ts';
import { knownBound } from '../../../model/properties/known-bound.ts';

/**
 * The measured costs of a design under its policy. A cost is null if the work never rests and time
 * cannot pass.
 */
export interface PolicyCosts {
  readonly policy: string;
  /** Whether what is proved of policies is about the design under this one. */
  readonly proofApplies: Applies;
  /** The time within which a range must be erased: the longest delay that the policy declares. */
  readonly heldToJiffies: Jiffies;
  /** Null: an erase can take longer than `heldToJiffies`. */
  readonly worst: WorstRecovery | null;
  /** The longest window of memory that can be missed for ever; -1: none can. */
  readonly missedJiffies: Jiffies | null;
  readonly quiet: QuietOutage | null;
  /** The number of runs of the work in a second, each crossed by a free that has to be deferred. */
  readonly crossedWakeups: number | null;
  readonly busy: BusyOutage | null;
}

/** Measures the costs. The same design, policy and workload give the same numbers. */
export function policyCosts(design: Design, workload: Workload): PolicyCosts {
  return {
    policy: design.policy?.name ?? 'none',
    proofApplies: proofApplies(design),
    heldToJiffies: knownBound(design.traits),
    worst: worstRecovery(design),
    missedJiffies: measuredOrNull(() => longestMissedJiffies(design)),
    quiet: measuredOrNull(() => quietOutage(design)),
    crossedWakeups: measuredOrNull(() => wakeupsWhenCrossed(design)),
    busy: measuredOrNull(() => busyOutage(design, workload)),
  };
}
