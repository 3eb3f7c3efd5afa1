import type { Design } from '../impl/designs/design.ts';
import type { Property } from '../model/property.ts';
import type { Execution } from './execution.ts';
import { follow, itemsOf } from './follower.ts';
import { scopeOfRun } from './scope-of-run.ts';
import { budgetWithin, type Limits } from './search/limits.ts';
import { searchScope } from './search/search-scope.ts';
import type { Watch } from './watch.ts';

/** About half a second: the scopes of runs of two calls are smaller, those of four are larger. */
const LIMITS: Limits = { maxStates: 20_000, maxMegabytes: 256 };

/**
 * A run with other calls that shows the signature, too, and is simpler: the simplest one that a
 * search of the smallest scope comes to that `run` fits in. Null: it comes to none.
 */
export function simplerInScope(
  design: Design,
  properties: readonly Property[],
  run: Execution,
  signature: string,
  watch: Watch,
): Execution | null {
  const scope = scopeOfRun(run);
  const judged = properties.filter(({ id }) => signature.startsWith(`${id} `));
  const { found } = searchScope(design, scope, judged, budgetWithin(LIMITS, watch), {
    exact: false,
    preemptions: null,
    script: null,
    sought: { signature, below: run.cost },
  });
  const simpler = found.find(([other]) => other === signature)?.[1];
  if (simpler === undefined) return null;
  // The search had one judge: all of them are to see it.
  return follow(design, properties, scope, itemsOf(simpler.actions), signature);
}
