import type { Design } from '../../../impl/designs/design.ts';
import type { Jiffies } from '../../../impl/kernel/clock.ts';
import { designNames, twinSubject } from '../../../impl/twin/twin-subject.ts';
import type { Traits } from '../../../model/property.ts';
import { liv1 } from '../../../model/properties/liveness.ts';
import type { Run } from '../../run/run.ts';
import { QUIET_SCOPE } from '../../run/quiet-scope.ts';
import type { Scope } from '../../run/scope.ts';
import { searchScope } from '../../engines/shortest/search-scope.ts';

/** A run has no more refusals: a cost holds 255. */
const REFUSALS_MAX = 250;

/** What is searched: an allocation, its free, and enough failed runs to come to the cap. */
function recoveryScope({ traits }: Design): Scope {
  return { ...QUIET_SCOPE, refusals: Math.min(refusalsToCap(traits), REFUSALS_MAX) };
}

/** Of the free's erase, of a run for each delay, and of one more. */
function refusalsToCap({ retryDelaysJiffies }: Traits): number {
  return retryDelaysJiffies.length + 2;
}

/** How late a range can be erased once memory is back. */
export interface WorstRecovery {
  readonly jiffies: Jiffies;
  /** False: the delays grow for longer than was searched, so that it may take longer yet. */
  readonly exact: boolean;
  /** The shortest run in which it takes so long; null: it takes no time, whatever the run. */
  readonly run: Run | null;
}

/**
 * The least bound for which LIV-1 holds in `recoveryScope`, all of which is searched, and the run
 * that breaks the next lower one. Null: it breaks the bound that the design is held to.
 */
export function worstRecovery(design: Design): WorstRecovery | null {
  let met = design.traits.recoveryJiffies;
  if (laterThan(design, met) !== null) return null;
  let broken = -1;
  let run: Run | null = null;
  // Most policies take all the time that they have: that is tried first.
  for (let tried = met - 1; met - broken > 1; tried = Math.floor((broken + met) / 2)) {
    const found = laterThan(design, tried);
    if (found === null) met = tried;
    else [broken, run] = [tried, found];
  }
  return { jiffies: met, exact: refusalsToCap(design.traits) <= REFUSALS_MAX, run };
}

/** The shortest run in which a range is erased later than that; null: none. */
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
