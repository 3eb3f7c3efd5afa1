import type { Action } from '../impl/action.ts';
import type { Design } from '../impl/designs/design.ts';
import type { Property } from '../model/property.ts';
import { compareRuns, type Execution } from './execution.ts';
import { follow, type Item, itemsOf } from './follower.ts';
import { type Placed, withFewerPages, withFillersForCalls } from './smaller-space.ts';
import {
  withFewerSteps,
  withFewerSwitches,
  withOneCallForTwo,
  withoutCalls,
  withoutRefusals,
  withSimplerCalls,
} from './smaller.ts';

/**
 * Runs to try in place of `run`: with fewer calls, fewer refusals, fewer context switches, fewer
 * steps, simpler arguments; at last with fillers for calls, and in a smaller space. Each has
 * happened, and each is simpler, so that shrinking ends.
 */
export function* smallerRuns(
  design: Design,
  properties: readonly Property[],
  run: Execution,
  signature: string | null = null,
): Generator<Execution, void, undefined> {
  for (const [scope, items] of candidatesFor(run)) {
    const happened = follow(design, properties, scope, items, signature);
    if (isSimpler(happened, run)) yield happened;
  }
}

const PASSES = [
  withoutCalls,
  withOneCallForTwo,
  withoutRefusals,
  withFewerSwitches,
  withFewerSteps,
  withSimplerCalls,
];

function* candidatesFor(run: Execution): Generator<Placed, void, undefined> {
  const { scope } = run;
  const items = itemsOf(run.actions);
  if (run.refusedAt.length <= scope.refusals) yield [scope, refusedSingly(run, items)];
  for (const pass of PASSES) {
    for (const candidate of pass(items, scope)) yield [scope, candidate];
  }
  // Not before: there are runs that take fewer calls where there is room.
  yield* withFillersForCalls(items, scope);
  yield* withFewerPages(items, scope);
}

/** Pressure left out, and what it refused refused one by one. */
function refusedSingly(run: Execution, items: readonly Item[]): readonly Item[] {
  return items.flatMap((item, at) => {
    const { action, of } = item;
    if (action.do === 'pressure') return [];
    if (action.do !== 'step' || !run.refusedAt.includes(at)) return [item];
    return [{ action: { ...action, refuse: true }, of }];
  });
}

/** The space, arguments, and refusals that make no difference decide between runs of one cost. */
function isSimpler(a: Execution, b: Execution): boolean {
  return (compareRuns(a, b) || weight(a.actions) - weight(b.actions)) < 0;
}

/** How far the actions are from the simplest ones of their kind. */
function weight(actions: readonly Action[]): number {
  let sum = 0;
  for (const action of actions) {
    if (action.do === 'step' && action.refuse === true) sum += 1;
    if (action.do === 'pressure' && action.level === 'all') sum += 1;
    if (action.do !== 'start') continue;
    if (action.on !== 'cpu0') sum += 1;
    const { call } = action;
    if (call.fn === 'alloc') sum += call.sizePages + (call.aligned ? 0 : 1);
    if (call.fn === 'reserve') sum += call.hi - call.lo;
    if (call.fn === 'freeObject' || call.fn === 'find') sum += 2;
    if ('what' in call && 'call' in call.what) sum += call.what.offsetPages;
  }
  return sum;
}

/** The outcome of a shrink. */
export interface Shrunk {
  readonly execution: Execution;
  /** Runs that were tried. */
  readonly evaluations: number;
}

/** The simplest run found, from this one downwards, that still breaks a property in that way. */
export function shrinkTo(
  design: Design,
  properties: readonly Property[],
  run: Execution,
  signature: string,
): Shrunk {
  const shows = (other: Execution): boolean =>
    other.breaches.some((breach) => breach.signature === signature);
  let best = follow(design, properties, run.scope, itemsOf(run.actions), signature);
  let evaluations = 1;
  for (let better: Execution | undefined = best; better !== undefined;) {
    better = undefined;
    for (const smaller of smallerRuns(design, properties, best, signature)) {
      evaluations += 1;
      if (!shows(smaller)) continue;
      better = smaller;
      best = smaller;
      break;
    }
  }
  return { execution: best, evaluations };
}
