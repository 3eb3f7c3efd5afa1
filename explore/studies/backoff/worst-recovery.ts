import type { Design } from '../../../impl/designs/design.ts';
import type { Jiffies } from '../../../impl/kernel/clock.ts';
import { designNames, twinSubject } from '../../../impl/twin/twin-subject.ts';
import type { Traits } from '../../../model/property.ts';
import { liv1 } from '../../../model/properties/liveness.ts';
import type { Run } from '../../run/run.ts';
import { QUIET_SCOPE } from '../../run/quiet-scope.ts';
import type { Scope } from '../../run/scope.ts';
import { searchScope } from '../../engines/shortest/search-scope.ts';
import { knownBound } from '../../../model/properties/known-bound.ts';

/** At most this many refusals in a run: a cost has room for 255. */
const REFUSALS_MAX = 250;

/**
 * What is searched: one allocation, its free, and enough failed runs of the work to reach the cap.
 */
function recoveryScope({ traits }: Design): Scope {
  return { ...QUIET_SCOPE, refusals: Math.min(refusalsToCap(traits), REFUSALS_MAX) };
}

/**
 * The number of refusals that reach the cap: the free's erase, a run of the work for each delay,
 * and one more.
 */
function refusalsToCap({ retryDelaysJiffies }: Traits): number {
  return retryDelaysJiffies.length + 2;
}

/** How late a range can be erased after memory is back. */
export interface WorstRecovery {
  readonly jiffies: Jiffies;
  /** False: the delays grow for longer than was searched, so it may take even longer. */
  readonly exact: boolean;
  /** The shortest run in which it takes so long; null: it takes no time in any run. */
  readonly run: Run | null;
}

/**
 * The least bound for which LIV-1 holds in `recoveryScope`, which is searched as a whole, and the
 * run that breaks the next lower bound. Null: the design breaks the bound that it is held to.
 */
export function worstRecovery(design: Design): WorstRecovery | null {
  let met = knownBound(design.traits);
  if (laterThan(design, met) !== null) return null;
  let broken = -1;
  let run: Run | null = null;
  // Most policies need the full bound, so the next lower one is tried first.
  for (let tried = met - 1; met - broken > 1; tried = Math.floor((broken + met) / 2)) {
    const found = laterThan(design, tried);
    if (found === null) met = tried;
    else [broken, run] = [tried, found];
  }
  return { jiffies: met, exact: refusalsToCap(design.traits) <= REFUSALS_MAX, run };
}

/** The shortest run in which a range is erased later than that; null: there is none. */
function laterThan(design: Design, recoveryJiffies: Jiffies): Run | null {
  const held = { ...design, traits: { ...design.traits, recoveryJiffies } };
  const scope = recoveryScope(design);
  const unlimited = { spent: () => null };
  const { found } = searchScope(twinSubject(held, [liv1]), scope, unlimited, {
    exact: true,
    preemptions: null,
    script: null,
  });
  const execution = found[0]?.[1];
  if (execution === undefined) return null;
  const note = `not erased ${recoveryJiffies} ms after memory is back`;
  return {
    ...designNames(design),
    scope,
    expect: null,
    note,
    actions: execution.actions,
  };
}
