import type { Action } from '../../port/action.ts';
import { originOf, withOrigin } from '../../port/call-origin.ts';
import type { Pfn } from '../../model/range.ts';
import type { Subject } from '../../port/subject.ts';
import { type TreeMemory, treeMemoryOf } from '../../port/tree-memory.ts';
import { mayCall } from '../world/callers.ts';
import { type Execution, executionOf } from '../world/execution.ts';
import { fillerPages } from '../run/filler-pages.ts';
import { type Scope, spaceOf } from '../run/scope.ts';
import { World } from '../world/world.ts';

/** Whether the maple tree itself can ask for memory wherever a run has it refused. */
export type Realisation =
  /**
   * It does after that number of `fillers` (0 to 16). `execution` begins with their reservations;
   * the memory of its scope names the tree.
   */
  | { readonly kind: 'realised'; readonly fillers: number; readonly execution: Execution }
  /** It is not shown to: not after any of the fillers that were tried, or none could be. */
  | { readonly kind: 'assumed' };

/**
 * Most reservations before a run: 33 slots, three leaves. With more of them no further run was
 * realised.
 */
export const REALISED_FILLERS_MAX = 16;

/** Most steps of a reservation: more than any design takes alone. */
const FILLER_STEPS_MAX = 60;

/**
 * Looks for the fewest fillers after which `run` happens in the same way although only the maple
 * tree itself asks for nodes: every action can be taken, requests are refused in the same actions,
 * and the run shows `signature`. Fillers are pages outside the space that are reserved before the
 * run, with no request refused. They shape the tree, and no call of the run names them.
 */
export function realise(subject: Subject, run: Execution, signature: string): Realisation {
  const space = spaceOf(run.scope);
  for (let fillers = 0; fillers <= REALISED_FILLERS_MAX; fillers += 1) {
    for (let above = 0; above <= fillers; above += 1) {
      const pages = fillerPages(space, above, fillers - above);
      const execution = afterFillers(pages, subject, run);
      const shown = execution?.breaches.some((breach) => breach.signature === signature);
      if (execution !== null && shown === true) return { kind: 'realised', fillers, execution };
    }
  }
  return { kind: 'assumed' };
}

/** The run after reservations of `pages`; null if it does not happen in the same way then. */
function afterFillers(pages: readonly Pfn[], subject: Subject, run: Execution): Execution | null {
  const scope = scopeAfter(pages.length, run.scope, treeMemoryOf(subject.traits));
  const world = new World(subject, scope, 'explain');
  const actions: Action[] = [];
  for (const pfn of pages) if (!reserve(world, pfn, actions)) return null;
  // What the fillers alone break says nothing about the run.
  if (world.judges.breaches.length > 0) return null;
  const first = actions.length;
  for (const [at, original] of run.actions.entries()) {
    const action = renumbered(original, pages.length);
    if (!take(world, scope, action)) return null;
    actions.push(action);
    const isRefused = world.refusedAt.at(-1) === first + at;
    if (isRefused !== run.refusedAt.includes(at)) return null;
  }
  return executionOf(world, scope, actions);
}

function scopeAfter(fillers: number, scope: Scope, memory: TreeMemory): Scope {
  const reserves = scope.reserve || fillers > 0;
  return { ...scope, calls: scope.calls + fillers, reserve: reserves, memory };
}

/** Makes a whole reservation, alone. False if the design refuses it or does not finish it. */
function reserve(world: World, pfn: Pfn, actions: Action[]): boolean {
  const on = 'cpu0';
  const start: Action = { do: 'start', on, call: { fn: 'reserve', lo: pfn, hi: pfn } };
  for (let steps = 0; steps <= FILLER_STEPS_MAX; steps += 1) {
    const action: Action = steps === 0 ? start : { do: 'step', on };
    if (!world.system.enabled(action)) return false;
    world.apply(action);
    actions.push(action);
    if (world.system.context(on)?.busy !== true) {
      return world.judges.ledger.reserved.at(-1)?.range.lo === pfn;
    }
  }
  return false;
}

/**
 * Takes the action exactly as a replay does. False if it cannot, or its refusal meets no request.
 */
function take(world: World, scope: Scope, action: Action): boolean {
  if (!world.system.enabled(action)) return false;
  if (action.do === 'start' && !mayCall(world.judges.ledger, scope.callers, action.call)) {
    return false;
  }
  return world.apply(action);
}

/** The action, with the call that it names renumbered for `by` calls before the run. */
function renumbered(action: Action, by: number): Action {
  const origin = action.do === 'start' ? originOf(action.call) : null;
  if (action.do !== 'start' || origin === null) return action;
  return { ...action, call: withOrigin(action.call, origin + by) };
}
