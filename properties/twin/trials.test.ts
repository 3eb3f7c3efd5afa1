/** A trial is an allocation that never happened: the machine is exactly as it was. */
import { describe, expect, test } from 'vitest';
import type { Scope } from '../../explore/run/scope.ts';
import { WorldModel } from '../../explore/engines/shortest/world-model.ts';
import { World } from '../../explore/world/world.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { llist } from '../../impl/designs/llist.ts';
import { marker } from '../../impl/designs/marker.ts';
import { step } from '../../impl/kernel/effect.ts';
import type { Outcome } from '../../impl/kernel/routine.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import type { AllocRequest } from '../../model/call.ts';
import type { ContextId } from '../../model/context-id.ts';
import { allProperties } from '../../model/properties/all.ts';
import { Accesses } from '../../port/accesses.ts';
import type { Action } from '../../port/action.ts';
import type { Trials } from '../../port/system.ts';
import { DMA32, TOP, Rig } from '../designs/rig.ts';
import { SeededDraw } from '../engines/seeded-draw.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';
import { machineOf } from './machine-of.ts';

const REQUESTS: readonly AllocRequest[] = [1, 2].map((sizePages) => {
  return { fn: 'alloc', sizePages, limit: 0xfffff, aligned: true };
});

function trialsOf({ trials }: { readonly trials: Trials | null }): Trials {
  if (trials === null) throw new Error('no allocation can be tried');
  return trials;
}

describe.each(knownDesigns)('a trial on $name', (design) => {
  const scope: Scope = {
    ...scopeOfTests,
    cpus: 2,
    irqs: 1,
    calls: 8,
    pages: 4,
    refusals: 4,
    callers: 'careless',
    reserve: true,
    teardown: true,
  };

  /** All of the machine that a trial could change, by identity. */
  function stateOf(world: World): readonly unknown[] {
    const machine = machineOf(world);
    const { kernel, contexts } = machine;
    const { memory, place, sink, accesses, current } = kernel;
    const counted = [memory.asked, memory.refused, memory.refuseStep, memory.pressure];
    const contextsAre = contexts.flatMap((one) => [one.routine, one.call, one.held, one.stuck]);
    const owners = kernel.locks.map((lock) => lock.owner);
    const read: unknown[] = [];
    world.bank.read(read, 0);
    return [place, sink, accesses, current, ...counted, ...contextsAre, ...owners, ...read];
  }

  test('a trial leaves the machine as it was, at any moment and of any past state', () => {
    const draw = new SeededDraw(7);
    let inSection = 0;
    let granted = 0;
    let refused = 0;
    for (let walk = 0; walk < 12; walk += 1) {
      const model = new WorldModel(twinSubject(design, allProperties), scope, null);
      const { world } = model;
      const trials = trialsOf(world.system);
      const past = [trials.save()];
      let facts = 0;
      for (let taken = 0; taken < 80 && !world.judges.closed; taken += 1) {
        const moves = model.moves(world.system.calls.count, world.system.memory.refused);
        if (moves.length === 0) break;
        model.apply(draw.pick(moves));
        past.push(trials.save());
        if (world.judges.ledger.inSection > 0) inSection += 1;
        const [before, key] = [stateOf(world), world.key()];
        world.onFact = () => (facts += 1);
        for (const saved of [past.at(-1), draw.pick(past)]) {
          if (trials.grants(saved as readonly unknown[], draw.pick(REQUESTS))) granted += 1;
          else refused += 1;
        }
        world.onFact = null;
        expect(stateOf(world).every((held, at) => held === before[at])).toBe(true);
        expect(world.key()).toBe(key);
      }
      expect(facts).toBe(0);
    }
    for (const count of [inSection, granted, refused]) expect(count).toBeGreaterThan(20);
  });

  test('a run goes on after trials as it does without them', () => {
    const draw = new SeededDraw(8);
    const [plain, tried] = [0, 1].map(
      () => new World(twinSubject(design, allProperties), scope, 'forward'),
    ) as [World, World];
    const heard: string[][] = [[], []];
    for (const [at, world] of [plain, tried].entries()) {
      world.onFact = (fact) => heard[at]?.push(JSON.stringify(fact));
    }
    const trials = trialsOf(tried.system);
    for (let taken = 0; taken < 400; taken += 1) {
      const enabled = anyActions(plain).filter((action) => plain.system.enabled(action));
      if (enabled.length === 0) break;
      const action = draw.pick(enabled);
      plain.apply(action);
      trials.grants(trials.save(), draw.pick(REQUESTS));
      tried.apply(action);
    }
    expect(heard[1]).toEqual(heard[0]);
    expect(heard[0]?.length).toBeGreaterThan(200);
  });
});

const STEPPERS: readonly ContextId[] = ['cpu0', 'cpu1', 'worker', 'timer'];

/** Actions that a run may take next, enabled or not: calls, steps with and without memory, time. */
function anyActions(world: World): readonly Action[] {
  const limit = world.system.space.dma32 - 1;
  const alloc = { fn: 'alloc', sizePages: 1, limit, aligned: true } as const;
  const owned = world.judges.ledger.owned.map(({ call }): Action => {
    return { do: 'start', on: 'cpu0', call: { fn: 'free', what: { call, offsetPages: 0 } } };
  });
  return [
    { do: 'start', on: 'cpu0', call: alloc },
    { do: 'start', on: 'cpu1', call: alloc },
    ...owned,
    ...STEPPERS.flatMap((on): readonly Action[] => {
      const going = { do: 'step', on } as const;
      return world.system.asks(on) ? [going, { ...going, refuse: true }] : [going];
    }),
  ];
}

describe('a trial', () => {
  test('a trial emits no fact, and leaves what is recorded of the present step alone', () => {
    const rig = new Rig(marker);
    const accesses = new Accesses();
    rig.machine.recording.record(accesses);
    rig.alloc(1, DMA32 - 1);
    const before = [rig.facts.length, [...accesses.looked], [...accesses.changed]];
    const trials = trialsOf(rig.machine);
    expect(trials.grants(trials.save(), { ...(REQUESTS[0] as AllocRequest), limit: TOP })).toBe(
      true,
    );
    expect([rig.facts.length, [...accesses.looked], [...accesses.changed]]).toEqual(before);
    expect(rig.machine.kernel.accesses).toBe(accesses);
  });

  test('a trial is alone, with all locks free and memory at hand', () => {
    const rig = new Rig(marker);
    const trials = trialsOf(rig.machine);
    const low: AllocRequest = { fn: 'alloc', sizePages: 1, limit: DMA32 - 1, aligned: true };
    rig.act({ do: 'pressure', level: 'all' });
    rig.start('cpu1', { fn: 'reserve', lo: DMA32, hi: DMA32 });
    rig.step('cpu1');
    expect(rig.machine.kernel.locks.some(({ owner }) => owner !== null)).toBe(true);
    expect(trials.grants(trials.save(), low)).toBe(true);
    expect(rig.machine.memory.pressure).toBe('all');
    expect(rig.machine.kernel.locks.some(({ owner }) => owner !== null)).toBe(true);
  });

  test('a trial is made where the parts hold what was saved, not what they hold now', () => {
    const rig = new Rig(marker, { startPfn: DMA32 - 1, topPfn: DMA32 });
    const trials = trialsOf(rig.machine);
    const low: AllocRequest = { fn: 'alloc', sizePages: 1, limit: DMA32 - 1, aligned: true };
    const empty = trials.save();
    const first = rig.alloc(1, DMA32 - 1);
    const full = trials.save();
    rig.free(first);
    const freed = trials.save();
    expect([empty, full, freed].map((saved) => trials.grants(saved, low))).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('a trial tells what it depends on, and the names of parts that differ', () => {
    const rig = new Rig(marker, { startPfn: DMA32 - 2, topPfn: DMA32 + 1 });
    const trials = trialsOf(rig.machine);
    expect(trials.lookedAt).toEqual([]);
    const before = trials.save();
    trials.grants(before, { fn: 'alloc', sizePages: 1, limit: DMA32 - 1, aligned: true });
    expect(trials.lookedAt.length).toBeGreaterThan(0);
    expect(trials.written(before, trials.save())).toEqual([]);
    // It finds no gap, and remembers that.
    rig.alloc(2, DMA32 - 2);
    expect(trials.written(before, trials.save())).toEqual(['max32']);
    // That another step writes the same value makes no difference.
    const remembered = trials.save();
    const { max32 } = rig.domain;
    max32.set(max32.get(), 'another step');
    expect(trials.save()).not.toEqual(remembered);
    expect(trials.written(remembered, trials.save())).toEqual([]);
    // A line in the log, and time, decide on no allocation.
    rig.machine.kernel.log.warnOnce('nothing was found');
    rig.pass(5);
    expect(trials.written(remembered, trials.save())).toEqual([]);
  });

  test('an allocation that waits for ever, or throws, is not granted', () => {
    const waits: typeof llist = {
      ...llist,
      *alloc() {
        return (yield { ...step('waits', () => 0), enabled: () => false }) as Outcome;
      },
    };
    const throws: typeof llist = {
      ...llist,
      // oxlint-disable-next-line eslint/require-yield
      *alloc() {
        throw new Error('half done');
      },
    };
    const request: AllocRequest = { fn: 'alloc', sizePages: 1, limit: TOP, aligned: true };
    for (const design of [waits, throws]) {
      const { machine, facts } = new Rig(design);
      const trials = trialsOf(machine);
      expect(trials.grants(trials.save(), request)).toBe(false);
      expect(facts).toEqual([]);
      expect(machine.contexts.every(({ busy }) => !busy)).toBe(true);
    }
  });
});
