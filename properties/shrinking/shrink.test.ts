/** Runs that break something in a roundabout way, and what shrinking makes of them. */
import { designNames, twinSubject } from '../../impl/twin/twin-subject.ts';
import { describe, expect, test } from 'vitest';
import type { Execution } from '../../explore/world/execution.ts';
import { adaptRun, ownedActions } from '../../explore/world/adapt-run.ts';
import { judgedFor } from '../../explore/world/judged-for.ts';
import { replay } from '../../explore/world/replay.ts';
import { findOutOfBounds } from '../../explore/run/run-bounds.ts';
import type { Scope } from '../../explore/run/scope.ts';
import { atMostStates } from '../../explore/state-space/budget.ts';
import { searchScope } from '../../explore/engines/shortest/search-scope.ts';
import { minimise } from '../../explore/minimal/minimise.ts';
import { shrinkTo } from '../../explore/shrinking/shrink.ts';
import { UNWATCHED } from '../../explore/state-space/watch.ts';
import { hintMissesTheLast32BitPfn } from '../../impl/bugs/hint-misses-the-last-32-bit-pfn.ts';
import { limitExclusive } from '../../impl/bugs/limit-exclusive.ts';
import { staleGap } from '../../impl/bugs/stale-gap.ts';
import type { Design } from '../../impl/designs/design.ts';
import { llist } from '../../impl/designs/llist.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { DONE } from '../../impl/kernel/routine.ts';
import { allProperties } from '../../model/properties/all.ts';
import { DMA32, ScriptedRun, SMALL_SCOPE } from '../run/scripted-run.ts';

interface Shown {
  readonly run: Execution;
  readonly signature: string;
}

function shown(design: Design, script: ScriptedRun, property: string): Shown {
  const replayed = replay(twinSubject(design, allProperties), script.run());
  if (!('execution' in replayed)) throw new Error(replayed.kind);
  const run = replayed.execution;
  const breach = run.breaches.find((other) => other.property === property);
  if (breach === undefined) throw new Error(`${property} is not broken`);
  return { run, signature: breach.signature };
}

describe('shrinking', () => {
  test('shrinking takes a smaller space, which fewer calls fill', () => {
    const scope: Scope = { ...SMALL_SCOPE, calls: 16, pages: 32 };
    const script = new ScriptedRun(limitExclusive.design, scope);
    for (let pages = 0; pages < 16; pages += 1) script.alloc('cpu0', 1, DMA32 - 1);
    const { run, signature } = shown(limitExclusive.design, script, 'AVL-1');
    const { execution } = shrinkTo(
      twinSubject(limitExclusive.design, allProperties),
      run,
      signature,
    );
    expect(execution.breaches.map((breach) => breach.signature)).toContain(signature);
    // Two of the four pages lie below the limit, and the last one is never granted.
    expect(execution.scope.pages).toBe(4);
    expect(execution.cost.calls).toBe(2);
  });

  test('shrinking takes fillers in place of calls that only fill the tree', () => {
    const scope: Scope = { ...SMALL_SCOPE, calls: 30, pages: 32, memory: 'tree-6.12' };
    const script = new ScriptedRun(staleGap.design, scope);
    const below = DMA32 - 1;
    const above = DMA32 + 15;
    const asked = [
      [3, above],
      [1, below],
      [1, below],
      [1, above],
      [1, above],
      [1, above],
      [3, below],
      [1, below - 15],
      [3, above],
      [3, below],
    ] as const;
    for (const [sizePages, limit] of asked) script.alloc('cpu0', sizePages, limit);
    script.call('cpu0', { fn: 'freeObject', what: { call: 3, offsetPages: 0 } });
    const { run, signature } = shown(staleGap.design, script, 'TRE-1');
    const { execution } = shrinkTo(twinSubject(staleGap.design, allProperties), run, signature);
    expect(execution.breaches.map((breach) => breach.signature)).toContain(signature);
    expect(execution.scope.fillers).toBeGreaterThan(0);
    expect(execution.cost.calls).toBe(2);
  });
});

describe('a run of many calls', () => {
  const scope: Scope = { ...SMALL_SCOPE, calls: 90, pages: 64, callers: 'careless' };

  /** A run in which a call frees what was reserved, and so breaks two properties by one step. */
  function longRun(): Shown {
    const script = new ScriptedRun(llist, scope).call('cpu0', {
      fn: 'reserve',
      lo: DMA32,
      hi: DMA32,
    });
    for (let call = 0; call < 30; call += 1) script.alloc('cpu0', 1, DMA32 + 31);
    script.call('cpu0', { fn: 'free', what: { pfn: DMA32 } });
    for (let call = 0; call < 10; call += 1) script.alloc('cpu0', 1, DMA32 - 1);
    return shown(llist, script, 'OWN-2');
  }

  test('after a call is left out, shrinking goes on with the next candidate', () => {
    const { run, signature } = longRun();
    const { execution, evaluations } = shrinkTo(twinSubject(llist, allProperties), run, signature);
    expect(execution.cost.calls).toBe(2);
    // From the first candidate again, it would try the call that is needed thirty times more.
    expect(evaluations).toBeLessThan(375);
  });

  test('a shrunk run is judged by all properties in the end', () => {
    const { run, signature } = longRun();
    const { execution } = shrinkTo(twinSubject(llist, allProperties), run, signature);
    const items = ownedActions(execution.actions);
    expect(execution).toEqual(
      adaptRun(twinSubject(llist, allProperties), execution.scope, items, signature),
    );
    const one = shrinkTo(judgedFor(twinSubject(llist, allProperties), signature), run, signature);
    expect(one.execution.witnesses.length).toBeLessThan(execution.witnesses.length);
  });
});

describe('a page that is named by number', () => {
  const careless: Scope = { ...SMALL_SCOPE, callers: 'careless' };

  test('a page named by number lies within the space of the shrunk run', () => {
    const keepsLock: typeof mainline = {
      ...mainline,
      name: 'keeps-lock-of-free',
      *free(d) {
        yield d.lock.lockIrqsave('free_iova: lock');
        return DONE;
      },
    };
    const script = new ScriptedRun(keepsLock, careless).call('cpu0', {
      fn: 'free',
      what: { pfn: DMA32 + 3 },
    });
    const { run, signature } = shown(keepsLock, script, 'LCK-1');
    const { execution } = shrinkTo(twinSubject(keepsLock, allProperties), run, signature);
    const { scope, actions } = execution;
    expect(scope.pages).toBe(2);
    const named = { ...designNames(keepsLock), scope, expect: null, note: null, actions };
    expect(findOutOfBounds(named)).toBeNull();
  });

  test('shrinking makes no filler of a page that a call names by number', () => {
    const script = new ScriptedRun(llist, { ...careless, memory: 'tree-6.12' })
      .alloc('cpu0', 1, DMA32 - 1)
      .alloc('cpu0', 1, DMA32 + 3)
      .call('cpu0', { fn: 'reserve', lo: DMA32, hi: DMA32 })
      .call('cpu0', { fn: 'free', what: { pfn: DMA32 } });
    const { run, signature } = shown(llist, script, 'OWN-2');
    const { execution } = shrinkTo(twinSubject(llist, allProperties), run, signature);
    expect(execution.cost.calls).toBe(2);
  });
});

test('minimise finds the simplest run of the scope that it settles on, with any calls', () => {
  const { design } = hintMissesTheLast32BitPfn;
  const script = new ScriptedRun(design, { ...SMALL_SCOPE, pages: 4 })
    .call('cpu0', { fn: 'reserve', lo: DMA32 - 2, hi: DMA32 - 2 })
    .alloc('cpu0', 1, DMA32 - 1)
    .alloc('cpu0', 1, DMA32 - 1)
    .free('cpu0', 1)
    .alloc('cpu0', 1, DMA32 - 1);
  const { run, signature } = shown(design, script, 'AVL-1');
  const candidates = { signature, cheapest: null, rough: [run] };
  const { execution } = minimise(twinSubject(design, allProperties), candidates, UNWATCHED);
  const judged = allProperties.filter(({ id }) => id === 'AVL-1');
  const options = { exact: false, preemptions: null, script: null };
  const { scope } = execution;
  const { found, bound } = searchScope(
    twinSubject(design, judged),
    scope,
    atMostStates(50_000),
    options,
  );
  const shortest = found.find(([other]) => other === signature)?.[1];
  expect(bound).toBeNull();
  expect(execution.cost.calls).toBe(4);
  expect(execution.cost).toEqual(shortest?.cost);
});
