import { machineOf } from './machine-of.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { describe, expect, test } from 'vitest';
import type { Action } from '../../port/action.ts';
import { llist } from '../../impl/designs/llist.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { marker } from '../../impl/designs/marker.ts';
import { publishedDesigns } from '../../impl/designs/published.ts';
import { allProperties } from '../../model/properties/all.ts';
import { fixedCalls } from '../../explore/run/scope-calls.ts';
import { readRun, formatRun } from '../../explore/run/run-file.ts';
import { fillersOf, type Scope, spaceOf } from '../../explore/run/scope.ts';
import type { ScriptedCall } from '../../explore/run/script.ts';
import { searchScope } from '../../explore/engines/shortest/search-scope.ts';
import { World } from '../../explore/world/world.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';

const FILLED: Scope = { ...scopeOfTests, refusals: 2, fillers: 1000 };
const LIV3 = allProperties.filter(({ id }) => id === 'LIV-3');
const UNBOUNDED = { spent: () => null };
const OPTIONS = { exact: false, preemptions: null, script: null };

describe('fillers', () => {
  test('fillers lie from 4 GiB on, with half of the pages on either side', () => {
    const { startPfn, dma32, topPfn } = spaceOf({ ...FILLED, pages: 4, fillers: 3 });
    expect([startPfn - dma32, topPfn - dma32]).toEqual([-2, 4]);
    expect(fillersOf({ ...FILLED, fillers: 3 })).toEqual({ lo: dma32, hi: dma32 + 2 });
    expect(fillersOf(scopeOfTests)).toBeNull();
  });

  test('no reservation of a run touches the fillers', () => {
    const scope: Scope = { ...FILLED, reserve: true, pages: 4, fillers: 3 };
    const fillers = fillersOf(scope) ?? { lo: 0, hi: -1 };
    for (const call of fixedCalls(scope)) {
      if (call.fn !== 'reserve') continue;
      expect(call.hi < fillers.lo || call.lo > fillers.hi).toBe(true);
    }
  });

  test.each(publishedDesigns)(
    'fillers are in the tree of $name, and reserved, in each world',
    (design) => {
      // The first world reserves them; the others get the cached result.
      for (const use of ['forward', 'search', 'forward'] as const) {
        const world = new World(twinSubject(design, allProperties), FILLED, use);
        const { ledger, breaches } = world.judges;
        expect(design.dump(machineOf(world).domain).ranges).toHaveLength(1000);
        expect(ledger.tree).toHaveLength(1000);
        expect(ledger.reserved.map(({ range }) => range)).toEqual([fillersOf(FILLED)]);
        expect(breaches).toEqual([]);
        expect(machineOf(world).domain.objects.live).toBe(1000);
      }
    },
  );

  test('fillers are the same in worlds made one after the other, whatever earlier runs did', () => {
    const first = new World(twinSubject(marker, allProperties), FILLED, 'search');
    const key = first.key();
    const put: Action = { do: 'start', on: 'teardown', call: { fn: 'put' } };
    first.apply(put);
    for (let steps = 0; steps < 3; steps += 1) first.apply({ do: 'step', on: 'teardown' });
    expect(first.judges.ledger.tree).toHaveLength(1000);
    expect(first.key()).not.toBe(key);
    expect(new World(twinSubject(marker, allProperties), FILLED, 'search').key()).toBe(key);
  });

  test('fillers are in a run file only if there are some', () => {
    const run = { design: 'd', policy: null, expect: null, note: null, actions: [] };
    for (const scope of [scopeOfTests, FILLED]) {
      const text = formatRun({ ...run, scope });
      expect(text.includes('fillers')).toBe(scope.fillers > 0);
      expect(readRun(text, 'run.json').scope).toEqual(scope);
    }
  });
});

describe('a walk over a thousand ranges under the lock', () => {
  test('a walk over a thousand ranges is found in a drain between markers, in five calls', () => {
    const { dma32, topPfn } = spaceOf(FILLED);
    const alloc = (limit: number): ScriptedCall => ({
      on: 'cpu0',
      call: { fn: 'alloc', sizePages: 1, limit, aligned: true },
    });
    const free = (call: number): ScriptedCall => ({
      on: 'cpu0',
      call: { fn: 'free', what: { call, offsetPages: 0 } },
    });
    const script = [alloc(topPfn), alloc(dma32 - 1), free(0), free(1), alloc(topPfn)];
    const options = { ...OPTIONS, script };
    const scope = { ...FILLED, calls: 5 };
    const { found } = searchScope(twinSubject(marker, LIV3), scope, UNBOUNDED, options);
    expect(found.map(([signature, { cost }]) => [signature, cost.refusals])).toEqual([
      ['LIV-3 alloc_iova() visits too much in one section', 2],
    ]);
    expect(searchScope(twinSubject(llist, LIV3), scope, UNBOUNDED, options).found).toEqual([]);
  });

  test('a walk over a thousand ranges is found in a linear search, not if gaps are tracked', () => {
    const signatures = [mainline, llist].map((design) => {
      const { found, witnesses } = searchScope(
        twinSubject(design, LIV3),
        FILLED,
        UNBOUNDED,
        OPTIONS,
      );
      expect(witnesses[0]).toBeGreaterThan(0);
      return found.map(([signature]) => signature);
    });
    expect(signatures).toEqual([['LIV-3 alloc_iova() visits too much in one section'], []]);
  });

  test('a walk is counted entry by entry, and a search for a gap level by level', () => {
    const entriesOf = (design: typeof mainline | typeof llist): readonly number[] => {
      const world = new World(twinSubject(design, []), FILLED, 'explain');
      const visited: number[] = [];
      world.onFact = (fact) => {
        if (fact.kind === 'visited') visited.push(fact.entries);
      };
      const limit = spaceOf(FILLED).topPfn;
      const alloc = { fn: 'alloc', sizePages: 2, limit, aligned: true } as const;
      world.apply({ do: 'start', on: 'cpu0', call: alloc });
      while (machineOf(world).canStep('cpu0')) world.apply({ do: 'step', on: 'cpu0' });
      return visited;
    };
    // The linear search visits every filler.
    expect(entriesOf(mainline)).toEqual(Array.from({ length: 1000 }, () => 1));
    expect(entriesOf(llist)).toEqual([3]);
  });
});
