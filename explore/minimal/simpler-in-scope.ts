import type { Subject } from '../../port/subject.ts';
import type { Execution } from '../world/execution.ts';
import { adaptRun, ownedActions } from '../world/adapt-run.ts';
import { judgedFor } from '../world/judged-for.ts';
import { scopeOfRun } from './scope-of-run.ts';
import type { Scope } from '../run/scope.ts';
import { wrongCaches } from '../run/scope-caches.ts';
import { budgetWithin } from '../state-space/limits.ts';
import { searchIfPossible } from './search-if-possible.ts';
import type { Watch } from '../state-space/watch.ts';

/** For all these searches together: a few seconds, and next to no time for runs of two calls. */
const STATES_MAX = 50_000;
const MEGABYTES_MAX = 256;
/** Within these limits the searches do not reach runs with more calls than this. */
const CALLS_MAX = 6;

type Bounds = Pick<Scope, 'cpus' | 'irqs' | 'pages'>;

const FEW_PAGES = [2, 4];
const FEW_CONTEXTS = [
  { cpus: 1, irqs: 0 },
  { cpus: 1, irqs: 1 },
  { cpus: 2, irqs: 0 },
];

/**
 * The simplest run, with any calls, that shows the signature and that searches find in scopes no
 * larger than that of `run`, the smallest scope first. It is `run` itself if they find none.
 */
export function simplerInScope(
  subject: Subject,
  run: Execution,
  signature: string,
  watch: Watch,
): Execution {
  if (run.cost.calls > CALLS_MAX) return run;
  const judged = judgedFor(subject, signature);
  let best = run;
  let states = 0;
  for (const bounds of smallerBounds(scopeOfRun(run))) {
    const scope = { ...scopeOfRun(best), ...bounds };
    if (wrongCaches(scope) !== null) continue;
    const limits = { maxStates: STATES_MAX - states, maxMegabytes: MEGABYTES_MAX };
    const search = searchIfPossible(judged, scope, budgetWithin(limits, watch), {
      exact: false,
      preemptions: null,
      script: null,
      sought: { signature, below: best.cost },
    });
    const simpler = search.found.find(([other]) => other === signature)?.[1];
    // The search judged one property: judge all of them now.
    if (simpler !== undefined) {
      best = adaptRun(subject, scope, ownedActions(simpler.actions), signature);
    }
    states += search.states;
    if (states >= STATES_MAX || watch.stopped !== null) return best;
  }
  return best;
}

/** The bounds to search, in order: few pages first, and for the same pages few contexts. */
function smallerBounds({ cpus, irqs, pages }: Scope): readonly Bounds[] {
  const contexts = FEW_CONTEXTS.filter(
    (few) => few.cpus <= cpus && few.irqs <= irqs && few.cpus + few.irqs < cpus + irqs,
  );
  const numbers = FEW_PAGES.filter((few) => few < pages);
  return [...numbers, pages].flatMap((number) =>
    [...contexts, { cpus, irqs }].map((few) => ({ ...few, pages: number })),
  );
}
