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

/** A script in which a range is freed and its erase is refused, so that it is deferred. */
function waiting(): ScriptedRun {
  return new ScriptedRun(llist)
    .alloc('cpu0', 1, DMA32 + 3)
    .take({ do: 'start', on: 'cpu0', call: { fn: 'free', what: { call: 0, offsetPages: 0 } } })
    .steps('cpu0', 2)
    .take({ do: 'step', on: 'cpu0', refuse: true })
    .steps('cpu0');
}

/** A deferred range is reserved; two CPUs take turns where one would do. */
const zigzag = happened(
  llist,
  waiting()
    .call('cpu1', { fn: 'reserve', lo: DMA32 + 3, hi: DMA32 + 3 })
    .take({ do: 'advance', byJiffies: 10 })
    .steps('timer')
    .steps('worker', 5),
);

/** Pressure defers a range; it is gone soon, but the range is not erased in time. */
const pressed = happened(
  marker,
  new ScriptedRun(marker)
    .alloc('cpu0', 1, DMA32 + 3)
    .take({ do: 'pressure', level: 'nodes' })
    .free('cpu0', 0)
    .take({ do: 'pressure', level: 'none' })
    .take({ do: 'advance', byJiffies: 1001 }),
);

/** Time passes only part of the way to the deadline of a pending timer, in the same scope. */
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
  test('a random run is minimised to the shortest one for its calls', () => {
    const { execution, proof } = settled(llist, zigzag);
    expect(compareCost(execution.cost, zigzag.run.cost)).toBeLessThanOrEqual(0);
    expect(proof).toMatchObject({ among: 'its calls', scope: { calls: 3, refusals: 1 } });
    expect(execution.breaches.map(({ signature }) => signature)).toContain(zigzag.signature);
  });

  test('a run has no proof of minimality if the search of its calls is stopped', () => {
    expect(settled(llist, zigzag, { ...UNWATCHED, stopped: 'interrupted' }).proof).toBeNull();
  });

  test('a run that a search found is preferred to a random run of the same cost', () => {
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

  test('minimise reports that the run is realised by the tree itself', () => {
    const { signature, run } = pressed;
    const candidates = { signature, cheapest: null, rough: [run] };
    const { realisation } = minimise(twinSubject(marker, allProperties), candidates, UNWATCHED);
    expect(realisation).toMatchObject({ kind: 'realised', fillers: 0 });
  });
});

describe('the search of the calls of a run', () => {
  const boundOf = ({ run, signature }: typeof zigzag): string | null =>
    searchCalls(twinSubject(llist, allProperties), run, signature, UNWATCHED).bound;

  test('the search of the calls of a run has no bound if it can do all that the run does', () => {
    expect(boundOf(zigzag)).toBeNull();
  });

  test('the search of the calls of a run has a bound if it has pressure or cuts time short', () => {
    expect(boundOf(pressed)).toBe('no search makes memory scarce');
    expect(boundOf(hurried)).toContain('no search lets less time pass');
  });

  test('a run with pressure or time cut short is not proved absent on another design', () => {
    for (const { run, signature } of [pressed, hurried]) {
      const other = counterpartOf(twinSubject(mainline, allProperties), run, signature, UNWATCHED);
      expect(other.shows).toBe(false);
      expect(other.bound).toContain('no search');
    }
  });
});

describe('the simpler of two runs', () => {
  const { execution } = settled(llist, zigzag);
  const longer = zigzag.run.cost.steps + 1;
  const long: Minimal = {
    execution: { ...execution, cost: { ...execution.cost, steps: longer } },
    proof: { among: 'all runs', scope: scopeOfTests },
  };
  const unproved: Minimal = { execution, proof: null };
  const ordered: Minimal = { execution, proof: { among: 'its calls', scope: scopeOfTests } };
  const shortest: Minimal = { execution, proof: { among: 'all runs', scope: scopeOfTests } };

  test('the simpler of two runs is kept, whatever is proved of it', () => {
    expect(simplerOf(long, unproved)).toBe(unproved);
    expect(simplerOf(unproved, long)).toBe(unproved);
    expect(simplerOf(null, long)).toBe(long);
  });

  test('of two runs that cost the same, the one with the stronger proof is kept', () => {
    expect(simplerOf(unproved, ordered)).toBe(ordered);
    expect(simplerOf(ordered, shortest)).toBe(shortest);
    expect(simplerOf(shortest, ordered)).toBe(shortest);
  });
});
