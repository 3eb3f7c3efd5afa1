/**
 * A recording shows enough to name the cause of a refusal as trials do: runs of one caller are
 * judged as they happen, and again as a recording tells them.
 */
import { describe, expect, test } from 'vitest';
import { type Scope, spaceOf } from '../../explore/run/scope.ts';
import { mayCall } from '../../explore/world/callers.ts';
import { searchedAdvanceJiffies } from '../../explore/world/searched-advance.ts';
import { World } from '../../explore/world/world.ts';
import type { Design } from '../../impl/designs/design.ts';
import { llist } from '../../impl/designs/llist.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { marker } from '../../impl/designs/marker.ts';
import type { Machine } from '../../impl/twin/machine.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import type { Call } from '../../model/call.ts';
import type { ContextId } from '../../model/context-id.ts';
import { avl1, avl2 } from '../../model/properties/availability.ts';
import { avl3 } from '../../model/properties/overdue.ts';
import { SeededDraw } from '../engines/seeded-draw.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';
import { convict } from './made-up.ts';
import { ToldRun } from './told-run.ts';

const SCOPE: Scope = { ...scopeOfTests, pages: 8, timers: 'exact' };
const SPACE = spaceOf(SCOPE);
const JUDGED = [avl1, avl2, avl3];

function anyCall(draw: SeededDraw, owned: readonly number[]): Call {
  const kind = draw.below(10);
  if (kind < 4 && owned.length > 0) {
    return { fn: 'free', what: { call: draw.pick(owned), offsetPages: 0 } };
  }
  if (kind === 9) {
    const lo = SPACE.startPfn + draw.below(8);
    return { fn: 'reserve', lo, hi: Math.min(SPACE.topPfn, lo + draw.below(2)) };
  }
  const limit = draw.pick([SPACE.dma32 - 1, SPACE.dma32 - 1, SPACE.dma32 - 3, SPACE.topPfn]);
  return { fn: 'alloc', sizePages: 1 + draw.below(3), limit, aligned: draw.below(2) === 0 };
}

/** Lets the context go on until it rests. One request in `refuseOneIn` is refused. */
function finish(world: World, on: ContextId, draw: SeededDraw, refuseOneIn: number): void {
  while (world.system.canStep(on) && !isOver(world)) {
    const refuse = world.system.asks(on) && draw.below(refuseOneIn) === 0;
    world.apply(refuse ? { do: 'step', on, refuse } : { do: 'step', on });
  }
}

/** Nothing is judged any more: a freed object was used, or something goes round for ever. */
function isOver(world: World): boolean {
  return world.looping || world.judges.closed;
}

/** A random run: its signatures as trials find them, and as its recording shows them. */
function randomRun(
  design: Design,
  draw: SeededDraw,
  withDumps: boolean,
): { readonly byTrials: readonly string[]; readonly recorded: readonly string[] } {
  const machines: Machine[] = [];
  const twin = twinSubject(design, JUDGED);
  const boot: typeof twin.boot = (setting, sink) => {
    const machine = twin.boot(setting, sink);
    machines.push(machine);
    return machine;
  };
  const world = new World({ ...twin, boot }, SCOPE, 'explain');
  const told = new ToldRun(design.traits.window);
  world.onFact = (fact) => told.hear(fact);
  const refuseOneIn = draw.pick([2, 3, 5]);
  for (let turn = 0; turn < 24 && !isOver(world); turn += 1) {
    const byJiffies = searchedAdvanceJiffies(world.system);
    const { ledger } = world.judges;
    const call = anyCall(
      draw,
      ledger.owned.map((own) => own.call),
    );
    if (draw.below(6) === 0 && byJiffies > 0) {
      world.apply({ do: 'advance', byJiffies });
      for (const on of ['timer', 'worker'] as const) finish(world, on, draw, refuseOneIn);
    } else if (mayCall(ledger, 'well-behaved', call)) {
      world.apply({ do: 'start', on: 'cpu0', call });
      finish(world, 'cpu0', draw, refuseOneIn);
    }
    if (withDumps) told.dump(machines[0]?.domain.max32.get() ?? 0);
  }
  // A recording does not show that a freed object is used, so its judges would go on.
  if (isOver(world)) return { byTrials: [], recorded: [] };
  const convictions = convict(design.traits, told.lines, SPACE).filter(({ property }) =>
    JUDGED.some(({ id }) => id === property),
  );
  return {
    byTrials: world.judges.breaches.map(({ signature }) => signature),
    recorded: [...new Set(convictions.map(({ signature }) => signature))],
  };
}

const BY_SEARCH = 'AVL-1 refused <- alloc_iova() wrote max32';
const CAUSES = [
  { design: mainline, causes: [BY_SEARCH] },
  { design: llist, causes: [BY_SEARCH, 'AVL-1 refused <- alloc_iova() was refused a store'] },
  { design: marker, causes: [BY_SEARCH, 'AVL-1 refused <- alloc_iova() erased a deferred range'] },
];

describe.each(CAUSES)('recordings of $design.name', ({ design, causes }) => {
  test('with dumps in it, a recording names the causes that trials find', () => {
    const draw = new SeededDraw(20260818);
    const seen = new Set<string>();
    for (let nth = 0; nth < 250; nth += 1) {
      const { byTrials, recorded } = randomRun(design, draw, true);
      expect(recorded).toEqual(byTrials);
      for (const signature of byTrials) seen.add(signature);
    }
    expect([...seen]).toEqual(expect.arrayContaining(causes));
  });

  test('without dumps, it names no other cause, and seldom none', () => {
    const draw = new SeededDraw(20260819);
    let [all, open] = [0, 0];
    for (let nth = 0; nth < 250; nth += 1) {
      const { byTrials, recorded } = randomRun(design, draw, false);
      const named = recorded.filter((signature) => !signature.includes('<- recorded: '));
      if (named.length === recorded.length) expect(recorded).toEqual(byTrials);
      else expect(byTrials).toEqual(expect.arrayContaining(named));
      all += recorded.length;
      open += recorded.length - named.length;
    }
    expect(all).toBeGreaterThan(20);
    expect(open).toBeLessThan(all / 20);
  });
});
