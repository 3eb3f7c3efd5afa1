import type { Action } from '../../port/action.ts';
import type { Breach } from '../../model/judges.ts';
import { compareCost, type Cost } from '../state-space/cost.ts';
import type { Scope } from '../run/scope.ts';
import type { CallAnswer, World } from './world.ts';

/** A run that was carried out: its actions, each enabled in its turn, and what they showed. */
export interface Execution {
  readonly scope: Scope;
  readonly actions: readonly Action[];
  readonly breaches: readonly Breach[];
  /** How each call that has responded was answered, in the order of responses. */
  readonly answers: readonly CallAnswer[];
  /** The number of times that the witness of each property of the judges occurred. */
  readonly witnesses: readonly number[];
  /** The indices, from 0, of the actions in which a memory request was refused. */
  readonly refusedAt: readonly number[];
  /** At some point time passes, but not up to the next deadline. No search does that. */
  readonly cutsTimeShort: boolean;
  /** A context went on alone for so long that it is not known whether it ever comes to rest. */
  readonly unending: boolean;
  readonly cost: Cost;
}

/**
 * Negative if `a` is simpler than `b`. If they cost the same, the one with fewer fillers, then with
 * smaller magazines, then with fewer pages, is simpler.
 */
export function compareRuns(a: Execution, b: Execution): number {
  return (
    compareCost(a.cost, b.cost) ||
    a.scope.fillers - b.scope.fillers ||
    a.scope.magazine - b.scope.magazine ||
    a.scope.pages - b.scope.pages
  );
}

/** The cost of a run in which `refusals` requests were refused; every action is a step. */
export function costOf(actions: readonly Action[], refusals: number): Cost {
  let calls = 0;
  let switches = 0;
  let last: string | null = null;
  for (const action of actions) {
    if (action.do === 'start') calls += 1;
    if (action.do !== 'start' && action.do !== 'step') continue;
    if (last !== null && last !== action.on) switches += 1;
    last = action.on;
  }
  return { calls, refusals, switches, steps: actions.length };
}

/** The execution of `actions`, which `world` has just taken. */
export function executionOf(world: World, scope: Scope, actions: readonly Action[]): Execution {
  return {
    scope,
    actions,
    breaches: world.judges.breaches,
    answers: world.answers,
    witnesses: world.judges.witnesses.slice(),
    refusedAt: world.refusedAt,
    cutsTimeShort: world.cutsTimeShort,
    unending: world.unending && !world.looping,
    cost: costOf(actions, world.system.memory.refused),
  };
}

/** A run for each signature. */
export type RunsBySignature = readonly (readonly [signature: string, run: Execution])[];
