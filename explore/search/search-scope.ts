import type { Design } from '../../impl/designs/design.ts';
import type { Property } from '../../model/property.ts';
import { compareCost, type Execution, executionOf } from '../execution.ts';
import type { Scope } from '../scope.ts';
import type { Script } from '../script.ts';
import { World } from '../world.ts';
import type { Budget } from './budget.ts';
import type { Move } from './model.ts';
import { numberInOrder } from './number-calls.ts';
import { type Path, type SearchOptions, ShortestSearch } from './shortest.ts';
import { WorldModel } from './world-model.ts';

/** What a search of one scope found. */
export interface ScopeSearch {
  /** Of each signature a run: no cheaper one exists in the scope, if `bound` is null. */
  readonly found: readonly (readonly [signature: string, run: Execution])[];
  /** Runs that end in a hang, likewise, but there may be cheaper ones. */
  readonly hangs: readonly (readonly [signature: string, run: Execution])[];
  readonly states: number;
  readonly transitions: number;
  readonly collisions: number;
  /** Of each property, how often its situation occurred. */
  readonly witnesses: readonly number[];
  readonly bound: string | null;
}

export interface ScopeOptions extends SearchOptions {
  /** What is called; null: every call that the scope allows. */
  readonly script: Script | null;
}

/** Visits every state of the scope, cheapest runs first. */
export function searchScope(
  design: Design,
  scope: Scope,
  properties: readonly Property[],
  budget: Budget,
  options: ScopeOptions,
): ScopeSearch {
  const model = new WorldModel(design, scope, properties, options.script);
  const found = new ShortestSearch(model, options).search(budget);
  const runs = (paths: ReadonlyMap<string, Path>): readonly (readonly [string, Execution])[] =>
    [...paths].map(([signature, path]) => {
      const run = runOf(design, scope, properties, model, path.moves);
      if (!run.breaches.some((breach) => breach.signature === signature)) {
        throw new Error(`the run found for "${signature}" does not show it`);
      }
      return [signature, run];
    });
  const shortest = runs(found.shortest);
  for (const [signature, { cost }] of shortest) {
    if (compareCost(cost, (found.shortest.get(signature) as Path).cost) === 0) continue;
    throw new Error(`the run found for "${signature}" has another cost than the search says`);
  }
  return {
    found: shortest,
    hangs: runs(found.hangs),
    states: found.states,
    transitions: found.transitions,
    collisions: found.collisions,
    witnesses: model.world.court.witnesses.slice(),
    bound: found.bound,
  };
}

/** Makes the moves happen in a world that only goes forward: what the search says must be so. */
function runOf(
  design: Design,
  scope: Scope,
  properties: readonly Property[],
  model: WorldModel,
  moves: readonly Move[],
): Execution {
  const actions = numberInOrder(
    moves.map((move) => model.actionOf(move)),
    model.world.machine.calls.callers,
  );
  const world = new World(design, scope, properties);
  for (const action of actions) {
    if (!world.machine.enabled(action)) throw new Error(`not enabled: ${JSON.stringify(action)}`);
    world.apply(action);
  }
  return executionOf(world, scope, actions);
}
