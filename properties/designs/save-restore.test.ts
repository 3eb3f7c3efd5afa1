/** A search comes back to states, so what a world saves must be the whole state. */
import { machineOf } from '../twin/machine-of.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayCall, nameableCalls } from '../../explore/world/callers.ts';
import { fixedCalls } from '../../explore/run/scope-calls.ts';
import type { Scope } from '../../explore/run/scope.ts';
import { numberByCaller } from '../../explore/run/number-calls.ts';
import { World } from '../../explore/world/world.ts';
import { RunArbitrary } from '../../explore/engines/random/run-arbitrary.ts';
import type { Action } from '../../port/action.ts';
import type { Design } from '../../impl/designs/design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { llist } from '../../impl/designs/llist.ts';
import type { Call } from '../../model/call.ts';
import type { ContextId } from '../../model/context-id.ts';
import { allProperties } from '../../model/properties/all.ts';
import { leavesIrqsOn } from '../../impl/bugs/leaves-irqs-on.ts';
import { SCOPE } from './first-breach.ts';

const SCOPES: readonly Partial<Scope>[] = [
  { calls: 12, reserve: true, timers: 'exact', memory: 'tree-6.12', pages: 32 },
  { callers: 'careless', reserve: true },
];
const CASES = knownDesigns.flatMap((design) =>
  SCOPES.map((change) => ({ name: design.name, design, scope: { ...SCOPE, ...change } })),
);

/** The enabled actions of a fixed list, as text: what a search would do from here. */
function enabledIn(world: World, scope: Scope): readonly string[] {
  const candidates: Action[] = [
    { do: 'step', on: 'timer' },
    { do: 'advance', byJiffies: 1 },
    { do: 'advance', byJiffies: 10 },
    { do: 'start', on: 'teardown', call: { fn: 'put' } },
  ];
  for (const level of ['none', 'nodes', 'all'] as const) {
    candidates.push({ do: 'pressure', level });
  }
  for (const { id } of machineOf(world).contexts) {
    candidates.push({ do: 'step', on: id });
    if (!/^(cpu|irq)/.test(id)) continue;
    const frees = nameableCalls(world, scope.callers).map((call): Call => {
      return { fn: 'free', what: { call, offsetPages: 0 } };
    });
    for (const call of [...fixedCalls(scope), ...frees]) {
      if (!mayCall(world.judges.ledger, scope.callers, call)) continue;
      candidates.push({ do: 'start', on: id, call });
    }
  }
  const asking = machineOf(world).contexts.filter(({ id }) => machineOf(world).asks(id));
  const names = asking.map(({ id }: { id: ContextId }) => `${id} may be refused`);
  return [
    ...candidates.filter((one) => machineOf(world).enabled(one)).map((one) => JSON.stringify(one)),
    ...names,
    `time may pass by ${machineOf(world).timing.maxAdvanceJiffies()}`,
  ];
}

/** Takes the actions that are enabled. Returns, as text, every fact and the state at the end. */
function adaptRun(world: World, scope: Scope, actions: readonly Action[]): string {
  const seen: unknown[] = [];
  // Earlier breaches are not part of the state.
  world.judges.breaches = [];
  // That a loop has gone round is seen by watching, and is not part of the state.
  world.onFact = (fact) => fact.kind !== 'looped' && seen.push(fact);
  for (const action of actions) if (machineOf(world).enabled(action)) world.apply(action);
  world.onFact = null;
  const end = [world.key(), enabledIn(world, scope), [...machineOf(world).calls.granted()]];
  return JSON.stringify([seen, end, world.judges.breaches]);
}

/** A run, the index of the action before which to save, and other actions to take from there. */
interface Detour {
  readonly actions: readonly Action[];
  readonly at: number;
  readonly elsewhere: readonly Action[];
}

function anyDetour(design: Design, scope: Scope): fc.Arbitrary<Detour> {
  const { callers } = new World(twinSubject(design, []), scope, 'search').system.calls;
  const run = new RunArbitrary(twinSubject(design, []), scope).map(({ actions }) => ({
    actions: numberByCaller(actions, callers),
  }));
  const detours = fc
    .tuple(run, run, fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([one, other, part]) => {
      const at = Math.floor(part * one.actions.length);
      return { actions: one.actions, at, elsewhere: other.actions.slice(0, 60) };
    });
  return fc.noShrink(detours);
}

describe.each(CASES)('$name, $scope.callers callers', ({ design, scope }) => {
  const settings = { seed: 20260818, numRuns: 60, endOnFailure: true };

  test(`a world of ${design.name} comes back to a saved state, wherever it has been`, () => {
    fc.assert(
      fc.property(anyDetour(design, scope), ({ actions, at, elsewhere }) => {
        const world = new World(twinSubject(design, allProperties), scope, 'search');
        for (const action of actions.slice(0, at)) world.apply(action);
        const saved = world.save();
        const before = [world.key(), enabledIn(world, scope)];
        for (const way of [actions.slice(at), elsewhere, actions.slice(at)]) {
          adaptRun(world, scope, way);
          world.restore(saved);
          expect([world.key(), enabledIn(world, scope)]).toEqual(before);
        }
      }),
      settings,
    );
  });

  test(`a restored world of ${design.name} goes on as if it had never been elsewhere`, () => {
    fc.assert(
      fc.property(anyDetour(design, scope), ({ actions, at, elsewhere }) => {
        const fresh = new World(twinSubject(design, allProperties), scope, 'search');
        for (const action of actions.slice(0, at)) fresh.apply(action);
        const expected = adaptRun(fresh, scope, actions.slice(at));

        const world = new World(twinSubject(design, allProperties), scope, 'search');
        for (const action of actions.slice(0, at)) world.apply(action);
        const saved = world.save();
        for (const way of [actions.slice(at), elsewhere]) {
          adaptRun(world, scope, way);
          world.restore(saved);
        }
        expect(adaptRun(world, scope, actions.slice(at))).toBe(expected);
      }),
      settings,
    );
  });

  test(`a world of ${design.name} can be saved at each action, and restored in reverse`, () => {
    fc.assert(
      fc.property(anyDetour(design, scope), ({ actions }) => {
        const world = new World(twinSubject(design, allProperties), scope, 'search');
        const kept = actions.map((action) => {
          const saved = world.save();
          world.apply(action);
          return { saved, action, after: world.key() };
        });
        for (const { saved, action, after } of kept.toReversed()) {
          world.restore(saved);
          expect(machineOf(world).enabled(action)).toBe(true);
          world.apply(action);
          expect(world.key()).toBe(after);
        }
      }),
      { ...settings, numRuns: 25 },
    );
  });

  test(`a restore of a world of ${design.name} emits no fact`, () => {
    fc.assert(
      fc.property(anyDetour(design, scope), ({ actions, at }) => {
        const world = new World(twinSubject(design, allProperties), scope, 'search');
        for (const action of actions.slice(0, at)) world.apply(action);
        let facts = 0;
        world.onFact = () => (facts += 1);
        world.restore(world.save());
        expect(facts).toBe(0);
      }),
      { ...settings, numRuns: 40 },
    );
  });
});

test('a context that is stuck for ever is stuck again after a restore', () => {
  const world = new World(
    twinSubject(leavesIrqsOn.design, allProperties),
    { ...SCOPE, callers: 'careless' },
    'search',
  );
  const limit = machineOf(world).space.topPfn;
  const alloc = { fn: 'alloc', sizePages: 1, limit, aligned: true } as const;
  const find = { fn: 'find', what: { pfn: limit } } as const;
  const initial = world.save();
  world.apply({ do: 'start', on: 'cpu0', call: find });
  world.apply({ do: 'step', on: 'cpu0' });
  world.apply({ do: 'start', on: 'irq0', call: alloc });
  for (let step = 0; step < 2; step += 1) world.apply({ do: 'step', on: 'irq0' });
  expect(machineOf(world).enabled({ do: 'step', on: 'irq0' })).toBe(false);
  const saved = world.save();
  // In the initial state no context is stuck.
  world.restore(initial);
  world.apply({ do: 'start', on: 'irq0', call: alloc });
  expect(machineOf(world).enabled({ do: 'step', on: 'irq0' })).toBe(true);
  world.restore(saved);
  expect(machineOf(world).enabled({ do: 'step', on: 'irq0' })).toBe(false);
  expect(machineOf(world).enabled({ do: 'step', on: 'cpu0' })).toBe(false);
});

describe('keys of states', () => {
  test('two states differ if a call in progress has different arguments', () => {
    const prints = [1, 2].map((sizePages) => {
      const world = new World(twinSubject(llist, allProperties), SCOPE, 'explain');
      const limit = machineOf(world).space.topPfn;
      const call = { fn: 'alloc', sizePages, limit, aligned: true } as const;
      world.apply({ do: 'start', on: 'cpu0', call });
      return world.key();
    });
    expect(prints[0]).not.toBe(prints[1]);
  });

  test('two states are one if only the time of day differs', () => {
    const timed: Scope = { ...SCOPE, timers: 'exact' };
    const world = new World(twinSubject(llist, allProperties), timed, 'explain');
    const before = world.key();
    world.apply({ do: 'advance', byJiffies: 7 });
    expect(world.key()).toBe(before);
  });
});
