import type { Action } from '../impl/action.ts';
import type { Design } from '../impl/designs/design.ts';
import type { Property } from '../model/property.ts';
import { compareRuns, type Execution } from './execution.ts';
import { follow, type Item, itemsOf } from './follower.ts';
import { judgesOf } from './judges-of.ts';
import type { Scope } from './scope.ts';
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
  for (const pass of PASSES) {
    for (const [scope, items] of pass(run)) {
      const happened = follow(design, properties, scope, items, signature);
      if (isSimpler(happened, run)) yield happened;
    }
  }
}

/** Ways to make a run simpler, in the order in which they are tried. */
const PASSES: readonly ((run: Execution) => Iterable<Placed>)[] = [
  withoutPressure,
  inItsScope(withoutCalls),
  inItsScope(withOneCallForTwo),
  inItsScope(withoutRefusals),
  inItsScope(withFewerSwitches),
  inItsScope(withFewerSteps),
  inItsScope(withSimplerCalls),
  // Not before: there are runs that take fewer calls where there is room.
  ({ scope, actions }) => withFillersForCalls(itemsOf(actions), scope),
  ({ scope, actions }) => withFewerPages(itemsOf(actions), scope),
];

function inItsScope(pass: (items: readonly Item[], scope: Scope) => Iterable<readonly Item[]>) {
  return function* candidates({ scope, actions }: Execution): Generator<Placed> {
    for (const items of pass(itemsOf(actions), scope)) yield [scope, items];
  };
}

/** Pressure left out, and what it refused refused one by one. */
function withoutPressure({ scope, actions, refusedAt }: Execution): readonly Placed[] {
  if (refusedAt.length > scope.refusals) return [];
  const singly = itemsOf(actions).flatMap((item, at): readonly Item[] => {
    const { action, of } = item;
    if (action.do === 'pressure') return [];
    if (action.do !== 'step' || !refusedAt.includes(at)) return [item];
    return [{ action: { ...action, refuse: true }, of }];
  });
  return [[scope, singly]];
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
  const judges = judgesOf(signature, properties);
  let evaluations = 0;
  const tried = (scope: Scope, items: readonly Item[]): Execution => {
    evaluations += 1;
    return follow(design, judges, scope, items, signature);
  };
  let best = tried(run.scope, itemsOf(run.actions));
  /** Goes on with the simpler run where the candidate was that led to it. */
  const helps = (pass: (typeof PASSES)[number]): boolean => {
    const before = best;
    for (let first = 0, more = true; more;) {
      more = false;
      let at = 0;
      for (const [scope, items] of pass(best)) {
        at += 1;
        if (at <= first) continue;
        const other = tried(scope, items);
        const shows = other.breaches.some((breach) => breach.signature === signature);
        if (!shows || !isSimpler(other, best)) continue;
        [best, first, more] = [other, at - 1, true];
        break;
      }
    }
    return best !== before;
  };
  while (PASSES.filter(helps).length > 0) {
    // One pass makes room for another.
  }
  // One judge has looked for it: all of them are to see it.
  const execution = follow(design, properties, best.scope, itemsOf(best.actions), signature);
  return { execution, evaluations };
}
