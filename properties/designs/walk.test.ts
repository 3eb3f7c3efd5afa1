/** Random runs have only enabled actions, are repeatable, and have callers of the kind claimed. */
import { machineOf } from '../twin/machine-of.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { describe, expect, test } from 'vitest';
import { mayCall } from '../../explore/world/callers.ts';
import { type Scope, spaceOf } from '../../explore/run/scope.ts';
import { World } from '../../explore/world/world.ts';
import * as fc from 'fast-check';
import { RunArbitrary } from '../../explore/engines/random/run-arbitrary.ts';
import { limitPlusOne } from '../../impl/bugs/limit-plus-one.ts';
import type { Design } from '../../impl/designs/design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import type { Fact } from '../../model/fact.ts';
import type { Breach } from '../../model/judges.ts';
import { allProperties } from '../../model/properties/all.ts';
import type { Execution } from '../../explore/world/execution.ts';
import { SCOPE } from './first-breach.ts';

const SCOPES: readonly Partial<Scope>[] = [
  { calls: 12, reserve: true, timers: 'exact', memory: 'tree-6.12' },
  { callers: 'careless', reserve: true, irqs: 2 },
];
const CASES = knownDesigns.flatMap((design) =>
  SCOPES.map((change) => ({ name: design.name, design, scope: { ...SCOPE, ...change } })),
);

function runsOf(design: Design, scope: Scope, seed: number = 7): readonly Execution[] {
  return fc.sample(new RunArbitrary(twinSubject(design, allProperties), scope), {
    seed,
    numRuns: 150,
  });
}

/**
 * Takes the actions of the run again. Returns its facts and the world at the end. `before` is
 * called before each action, with its index.
 */
function factsOf(design: Design, run: Execution, before?: (world: World, at: number) => void) {
  const facts: Fact[] = [];
  const world = new World(twinSubject(design, allProperties), run.scope, 'explain');
  world.onFact = (fact) => facts.push(fact);
  run.actions.forEach((action, at) => {
    before?.(world, at);
    world.apply(action);
  });
  return { facts, world };
}

function bySignature(breaches: readonly Breach[]): readonly Breach[] {
  return breaches.toSorted((a, b) => (a.signature < b.signature ? -1 : 1));
}

describe.each(CASES)('$name, $scope.callers callers', ({ design, scope }) => {
  const runs = runsOf(design, scope);

  test(`a random run of ${design.name} has enabled actions only`, () => {
    let checked = 0;
    for (const run of runs) {
      factsOf(design, run, (world, at) => {
        const action = run.actions[at];
        checked += 1;
        if (action === undefined || !machineOf(world).enabled(action)) {
          expect.unreachable(`not enabled at ${at}: ${JSON.stringify(action)}`);
        }
      });
    }
    expect(checked).toBeGreaterThan(3000);
  });

  test(`a random run of ${design.name} refuses only requests that are made`, () => {
    for (const run of runs) {
      const world = new World(twinSubject(design, allProperties), scope, 'explain');
      for (const action of run.actions) {
        const met = world.apply(action);
        expect(met || action.do !== 'step' || action.refuse !== true).toBe(true);
      }
    }
  });

  test(`random runs of ${design.name} are the same for one seed, and others for another`, () => {
    expect(JSON.stringify(runsOf(design, scope))).toBe(JSON.stringify(runs));
    expect(JSON.stringify(runsOf(design, scope, 8))).not.toBe(JSON.stringify(runs));
  });

  test(`a random run of ${design.name}, replayed, has the same facts, breaches, witnesses`, () => {
    for (const run of runs) {
      const { facts, world } = factsOf(design, run);
      expect(JSON.stringify(factsOf(design, run).facts)).toBe(JSON.stringify(facts));
      // In a random run, those whose cause had to be found out come last.
      expect(bySignature(world.judges.breaches)).toEqual(bySignature(run.breaches));
      expect(world.judges.witnesses).toEqual(run.witnesses);
      expect(machineOf(world).kernel.memory.refused).toBe(run.cost.refusals);
    }
  });

  test(`a random run of ${design.name} makes no more calls and refusals than its scope`, () => {
    for (const run of runs) {
      const starts = run.actions.filter((action) => action.do === 'start');
      const puts = starts.filter((action) => action.call.fn === 'put').length;
      expect(starts.length - puts).toBeLessThanOrEqual(scope.calls);
      const refused = run.actions.filter((action) => action.do === 'step' && action.refuse);
      expect(refused.length).toBeLessThanOrEqual(scope.refusals);
    }
  });

  test(`random runs of ${design.name} have careless calls exactly if the scope says so`, () => {
    let careless = 0;
    for (const run of runs) {
      factsOf(design, run, (world, at) => {
        const action = run.actions[at];
        if (action?.do !== 'start') return;
        if (!mayCall(world.judges.ledger, 'well-behaved', action.call)) careless += 1;
      });
    }
    expect(careless > 0).toBe(scope.callers === 'careless');
  });
});

test('a random reservation lies in the space, even if the design grants pages outside', () => {
  const scope: Scope = { ...SCOPE, calls: 24, callers: 'careless', reserve: true };
  const { startPfn, topPfn } = spaceOf(scope);
  const runs = runsOf(limitPlusOne.design, scope);
  const reserved = runs.flatMap(({ actions }) =>
    actions.flatMap((action) =>
      action.do === 'start' && action.call.fn === 'reserve' ? [action.call] : [],
    ),
  );
  expect(reserved.length).toBeGreaterThan(100);
  const outside = reserved.filter(({ lo, hi }) => lo < startPfn || hi > topPfn || lo > hi);
  expect(outside).toEqual([]);
});
