import type { Action } from '../../port/action.ts';
import type { Subject } from '../../port/subject.ts';
import { descriptionOf } from '../../port/call-table.ts';
import { compareRuns, type Execution } from '../world/execution.ts';
import { adaptIn, adaptRun, type OwnedAction, ownedActions } from '../world/adapt-run.ts';
import { judgedFor } from '../world/judged-for.ts';
import { formatScope, type Scope } from '../run/scope.ts';
import { isHeavilyStocked } from '../run/scope-caches.ts';
import { ReusedWorld } from '../world/reused-world.ts';
import {
  type Placed,
  withFewerPages,
  withFillersForCalls,
  withSmallerCaches,
} from './smaller-space.ts';
import {
  withFewerSteps,
  withFewerSwitches,
  withOneCallForTwo,
  withoutCalls,
  withoutRefusals,
  withSimplerCalls,
} from './smaller.ts';

/**
 * Simpler runs to try in place of `run`: with smaller caches, fewer calls, refusals, context
 * switches or steps, or with simpler arguments; at last with fillers instead of calls, and in a
 * smaller space. Each run was carried out, and each is simpler than `run`, so shrinking ends. They
 * may show other signatures, or none.
 */
export function* smallerRuns(
  subject: Subject,
  run: Execution,
): Generator<Execution, void, undefined> {
  for (const pass of PASSES) {
    for (const [scope, items] of pass(run)) {
      const happened = adaptRun(subject, scope, items, null);
      if (isSimpler(happened, run)) yield happened;
    }
  }
}

/** Proposes candidates to try in place of a run. */
type Pass = (run: Execution) => Iterable<Placed>;

/** All passes, in the order in which they are tried. */
const PASSES: readonly Pass[] = [
  // Large caches come first: every other candidate would fill them once more.
  ({ scope, actions }) => withSmallerCaches(ownedActions(actions), scope),
  withoutPressure,
  inItsScope(withoutCalls),
  inItsScope(withOneCallForTwo),
  inItsScope(withoutRefusals),
  inItsScope(withFewerSwitches),
  inItsScope(withFewerSteps),
  inItsScope(withSimplerCalls),
  // A smaller space comes last: with more room some runs need fewer calls.
  ({ scope, actions }) => withFillersForCalls(ownedActions(actions), scope),
  ({ scope, actions }) => withFewerPages(ownedActions(actions), scope),
];

function inItsScope(
  pass: (items: readonly OwnedAction[], scope: Scope) => Iterable<readonly OwnedAction[]>,
): Pass {
  return function* candidates({ scope, actions }: Execution): Generator<Placed> {
    for (const items of pass(ownedActions(actions), scope)) yield [scope, items];
  };
}

/** Replaces pressure by single refusals of the requests that were refused. */
function withoutPressure({ scope, actions, refusedAt }: Execution): readonly Placed[] {
  if (refusedAt.length > scope.refusals) return [];
  const singly = ownedActions(actions).flatMap((item, at): readonly OwnedAction[] => {
    const { action, of } = item;
    if (action.do === 'pressure') return [];
    if (action.do !== 'step' || !refusedAt.includes(at)) return [item];
    return [{ action: { ...action, refuse: true }, of }];
  });
  return [[scope, singly]];
}

/** Runs of the same cost compare by their space, then by arguments and idle refusals. */
function isSimpler(a: Execution, b: Execution): boolean {
  return (compareRuns(a, b) || weight(a.actions) - weight(b.actions)) < 0;
}

/** How far the actions are from the simplest of their kind; less is simpler. */
function weight(actions: readonly Action[]): number {
  let sum = 0;
  for (const action of actions) {
    if (action.do === 'step' && action.refuse === true) sum += 1;
    if (action.do === 'pressure' && action.level === 'all') sum += 1;
    if (action.do !== 'start') continue;
    if (action.on !== 'cpu0') sum += 1;
    sum += descriptionOf(action.call).weight(action.call);
  }
  return sum;
}

/** Most runs that are tried as long as each of them is slow. */
const SLOW_TRIALS_MAX = 300;

/** The outcome of a shrink. */
export interface Shrunk {
  readonly execution: Execution;
  /** The number of runs that were tried. */
  readonly evaluations: number;
}

/**
 * Shrinks `run` as long as it still shows the signature, and returns the last run that does. It is
 * not proved to be the shortest.
 */
export function shrinkTo(subject: Subject, run: Execution, signature: string): Shrunk {
  const judged = judgedFor(subject, signature);
  const shows = (other: Execution): boolean =>
    other.breaches.some((breach) => breach.signature === signature);
  let evaluations = 0;
  const worlds = new Map<string, ReusedWorld>();
  const tried = (scope: Scope, items: readonly OwnedAction[]): Execution => {
    evaluations += 1;
    const key = formatScope(scope);
    const reused = worlds.get(key) ?? new ReusedWorld(judged, scope, 'explain');
    worlds.set(key, reused);
    return reused.with((world) => adaptIn(world, scope, items, signature));
  };
  let best = tried(run.scope, ownedActions(run.actions));
  /** Takes the first simpler candidate from number `first` on; returns its number, or null. */
  const improve = (pass: Pass, first: number): number | null => {
    let at = 0;
    for (const [scope, items] of pass(best)) {
      if (isHeavilyStocked(best.scope) && evaluations >= SLOW_TRIALS_MAX) return null;
      const other = at < first ? null : tried(scope, items);
      if (other !== null && shows(other) && isSimpler(other, best)) {
        best = other;
        return at;
      }
      at += 1;
    }
    return null;
  };
  for (let before: Execution | null = null; before !== best;) {
    before = best;
    for (const pass of PASSES) {
      // Go on with the next candidate: earlier ones have just been tried on nearly the same run.
      for (let at: number | null = 0; at !== null;) at = improve(pass, at);
    }
  }
  // So far only the property of the signature was judged: now judge all of them.
  const execution = adaptRun(subject, best.scope, ownedActions(best.actions), signature);
  return { execution, evaluations };
}
