import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { describe, expect, test } from 'vitest';
import type { Execution } from '../../explore/world/execution.ts';
import { compareCost } from '../../explore/state-space/cost.ts';
import { counterpartOf } from '../../explore/checking/counterpart.ts';
import { type Minimal, simplerOf } from '../../explore/minimal/minimality.ts';
import { replay } from '../../explore/world/replay.ts';
import { searchCalls } from '../../explore/minimal/search-calls.ts';
import { minimise } from '../../explore/minimal/minimise.ts';
import { UNWATCHED, type Watch } from '../../explore/state-space/watch.ts';
import type { Design } from '../../impl/designs/design.ts';
import { llist } from '../../impl/designs/llist.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { marker } from '../../impl/designs/marker.ts';
import { allProperties } from '../../model/properties/all.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';
import { DMA32, ScriptedRun } from '../run/scripted-run.ts';

function happened(design: Design, script: ScriptedRun): { run: Execution; signature: string } {
  const replayed = replay(twinSubject(design, allProperties), script.run());
  if (replayed.kind !== 'as expected') throw new Error(replayed.kind);
  const { execution } = replayed;
  return { run: execution, signature: execution.breaches.at(-1)?.signature ?? '' };
}

/** A range is freed, and waits to be erased. */
function waiting(): ScriptedRun {
  return new ScriptedRun(llist)
    .alloc('cpu0', 1, DMA32 + 3)
    .take({ do: 'start', on: 'cpu0', call: { fn: 'free', what: { call: 0, offsetPages: 0 } } })
    .steps('cpu0', 2)
    .take({ do: 'step', on: 'cpu0', refuse: true })
    .steps('cpu0');
}

/** A freed range that waits to be erased is reserved; two CPUs take turns where one would do. */
const zigzag = happened(
  llist,
  waiting()
    .call('cpu1', { fn: 'reserve', lo: DMA32 + 3, hi: DMA32 + 3 })
    .take({ do: 'advance', byJiffies: 10 })
    .steps('timer')
    .steps('worker', 5),
);

/** Pressure stays on until nobody can say when it is erased. */
const pressed = happened(
  marker,
  new ScriptedRun(marker)
    .alloc('cpu0', 1, DMA32 + 3)
    .take({ do: 'pressure', level: 'nodes' })
    .free('cpu0', 0)
    .take({ do: 'pressure', level: 'none' })
    .take({ do: 'advance', byJiffies: 1001 }),
);

/** Time passes short of the deadline of a timer that runs, in the same scope. */
const hurried = happened(
  llist,
  waiting()
    .take({ do: 'advance', byJiffies: 3 })
    .call('cpu1', { fn: 'reserve', lo: DMA32 + 3, hi: DMA32 + 3 }),
);

function settled(design: Design, known: typeof zigzag, watch: Watch = UNWATCHED): Minimal {
  const { signature, run } = known;
  return minimise(
    twinSubject(design, allProperties),
    { signature, cheapest: null, rough: [run] },
    watch,
  );
}

describe('a random run', () => {
  test('is made to happen in every order of its calls, and is the shortest for them', () => {
    const { execution, proof } = settled(llist, zigzag);
    expect(compareCost(execution.cost, zigzag.run.cost)).toBeLessThanOrEqual(0);
    expect(proof).toMatchObject({ among: 'its calls', scope: { calls: 3, refusals: 1 } });
    expect(execution.breaches.map(({ signature }) => signature)).toContain(zigzag.signature);
  });

  test('is not proved to be anything if that search is stopped', () => {
    expect(settled(llist, zigzag, { ...UNWATCHED, stopped: 'interrupted' }).proof).toBeNull();
  });

  test('gives way to what a search found that is as simple', () => {
    const { signature, run } = zigzag;
    const proof = { among: 'all runs', scope: scopeOfTests } as const;
    const { execution } = settled(llist, zigzag);
    const cheapest = { execution, proof };
    const both = minimise(
      twinSubject(llist, allProperties),
      { signature, cheapest, rough: [run] },
      UNWATCHED,
    );
    expect(both.proof).toEqual(proof);
  });

  test('is told to be realised or assumed', () => {
    const { signature, run } = pressed;
    const candidates = { signature, cheapest: null, rough: [run] };
    const { realisation } = minimise(twinSubject(marker, allProperties), candidates, UNWATCHED);
    expect(realisation).toMatchObject({ kind: 'realised', fillers: 0 });
  });
});

describe('the search of the calls of a run', () => {
  const boundOf = ({ run, signature }: typeof zigzag): string | null =>
    searchCalls(twinSubject(llist, allProperties), run, signature, UNWATCHED).bound;

  test('leaves nothing out of what a search can do', () => {
    expect(boundOf(zigzag)).toBeNull();
  });

  test('is bounded where the run has pressure, or cuts time short: no search has', () => {
    expect(boundOf(pressed)).toBe('no search makes memory scarce');
    expect(boundOf(hurried)).toContain('no search lets less time pass');
  });

  test('of another design does not say then that no run of them shows it there', () => {
    for (const { run, signature } of [pressed, hurried]) {
      const other = counterpartOf(twinSubject(mainline, allProperties), run, signature, UNWATCHED);
      expect(other.shows).toBe(false);
      expect(other.bound).toContain('no search');
    }
  });
});

describe('of two runs', () => {
  const { execution } = settled(llist, zigzag);
  const longer = zigzag.run.cost.steps + 1;
  const long: Minimal = {
    execution: { ...execution, cost: { ...execution.cost, steps: longer } },
    proof: { among: 'all runs', scope: scopeOfTests },
  };
  const unproved: Minimal = { execution, proof: null };
  const ordered: Minimal = { execution, proof: { among: 'its calls', scope: scopeOfTests } };
  const shortest: Minimal = { execution, proof: { among: 'all runs', scope: scopeOfTests } };

  test('the simpler one counts, whatever is known of it', () => {
    expect(simplerOf(long, unproved)).toBe(unproved);
    expect(simplerOf(unproved, long)).toBe(unproved);
    expect(simplerOf(null, long)).toBe(long);
  });

  test('that cost the same the one counts about which more is known', () => {
    expect(simplerOf(unproved, ordered)).toBe(ordered);
    expect(simplerOf(ordered, shortest)).toBe(shortest);
    expect(simplerOf(shortest, ordered)).toBe(shortest);
  });
});
