import type { Design } from '../../../impl/designs/design.ts';
import type { Jiffies } from '../../../impl/kernel/clock.ts';
import { measuredOrNull } from './unmeasurable.ts';
import { type Applies, proofApplies } from '../../proofs/proof-applies.ts';
import { longestMissedJiffies } from './longest-missed.ts';
import { type BusyOutage, busyOutage, type Workload } from './busy-outage.ts';
import { wakeupsWhenCrossed } from './crossed-runs.ts';
import { type QuietOutage, quietOutage } from './quiet-outage.ts';
import { type WorstRecovery, worstRecovery } from './worst-recovery.ts';

/** What a design costs under its policy, measured. Null: the work never rests, no time passes. */
export interface PolicyCosts {
  readonly policy: string;
  /** Whether what is proved of policies is about the design under this one. */
  readonly proofApplies: Applies;
  /** Within which a range must be erased: the longest delay that the policy declares. */
  readonly heldToJiffies: Jiffies;
  /** Null: it takes longer than `heldToJiffies`. */
  readonly worst: WorstRecovery | null;
  /** The longest window of memory that can be missed for ever; -1: none is. */
  readonly missedJiffies: Jiffies | null;
  readonly quiet: QuietOutage | null;
  /** Runs of the work in a second, each crossed by a free that has to be deferred. */
  readonly crossedWakeups: number | null;
  readonly busy: BusyOutage | null;
}

/** Measures it: the same design, policy and workload give the same numbers. */
export function policyCosts(design: Design, workload: Workload): PolicyCosts {
  return {
    policy: design.policy?.name ?? 'none',
    proofApplies: proofApplies(design),
    heldToJiffies: design.traits.recoveryJiffies,
    worst: worstRecovery(design),
    missedJiffies: measuredOrNull(() => longestMissedJiffies(design)),
    quiet: measuredOrNull(() => quietOutage(design)),
    crossedWakeups: measuredOrNull(() => wakeupsWhenCrossed(design)),
    busy: measuredOrNull(() => busyOutage(design, workload)),
  };
}
