import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { describe, expect, test } from 'vitest';
import { PRESETS } from '../../explore/run/presets.ts';
import type { Scope } from '../../explore/run/scope.ts';
import { atMostStates } from '../../explore/state-space/budget.ts';
import { searchScope } from '../../explore/engines/shortest/search-scope.ts';
import type { Design } from '../../impl/designs/design.ts';
import { DONE } from '../../impl/kernel/routine.ts';
import { asking, atLoopHead, step } from '../../impl/kernel/effect.ts';
import type { Ptr } from '../../impl/kernel/slab.ts';
import { llist } from '../../impl/designs/llist.ts';
import { marker } from '../../impl/designs/marker.ts';
import { allProperties } from '../../model/properties/all.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';

interface Outcome {
  readonly shortest: readonly string[];
  readonly hangs: readonly string[];
  readonly bound: string | null;
}

/** The signatures that a search finds. */
function search(design: Design, scope: Scope, maxStates: number): Outcome {
  const options = { exact: false, preemptions: null, script: null };
  const budget = atMostStates(maxStates);
  const { found, hangs, bound } = searchScope(
    twinSubject(design, allProperties),
    scope,
    budget,
    options,
  );
  const names = (runs: typeof found): readonly string[] => runs.map(([signature]) => signature);
  return { shortest: names(found), hangs: names(hangs), bound };
}

describe('hangs in a search of states', () => {
  test('the shortest engine finds a call that loops for ever', () => {
    const spinning: typeof marker = {
      ...marker,
      name: 'spinning',
      *free() {
        const loop = Symbol('turns');
        for (;;)
          yield atLoopHead(
            loop,
            step('free_iova: spins', () => 0),
          );
      },
    };
    const { hangs, bound } = search(spinning, scopeOfTests, 10_000);
    expect(hangs).toEqual(['LIV-2 free_iova() goes round for ever']);
    expect(bound).toBeNull();
  });

  test('the shortest engine finds a loop over a tree of a thousand ranges', () => {
    const [large] = PRESETS.small.filter((scope) => 'fillers' in scope && scope.fillers > 0);
    const scope: Scope = {
      ...(large ?? scopeOfTests),
      calls: 3,
      refusals: 2,
      callers: 'careless',
    };
    const { shortest, hangs, bound } = search(llist, scope, 100_000);
    expect([...shortest, ...hangs].filter((name) => name.startsWith('LIV-2'))).not.toEqual([]);
    expect(bound).toBeNull();
  });

  test('the shortest engine finds a loop that needs refused memory for objects', () => {
    const insisting: typeof marker = {
      ...marker,
      name: 'insisting',
      *free(d) {
        const loop = Symbol('tries');
        const ask = asking('free_iova: asks', () => {
          const object = d.objects.allocate();
          if (object !== null) d.objects.free(object);
          return object !== null;
        });
        while ((yield atLoopHead(loop, ask)) === false) {
          // Nothing else is done about it.
        }
        return DONE;
      },
    };
    const { hangs, bound } = search(insisting, scopeOfTests, 50_000);
    expect(hangs).toContain('LIV-2 free_iova() goes round for ever');
    expect(bound).toBeNull();
  });

  test('the shortest engine finds no hang in a loop that ends', () => {
    const turning: typeof marker = {
      ...marker,
      name: 'turning',
      *free() {
        const loop = Symbol('turns');
        for (let turn = 0; turn < 9; turn += 1) {
          yield atLoopHead(
            loop,
            step('free_iova: turns', () => 0),
            turn,
          );
        }
        return DONE;
      },
    };
    const { hangs, bound } = search(turning, scopeOfTests, 10_000);
    expect(hangs).toEqual([]);
    expect(bound).toBeNull();
  });

  test('a search has a bound if a call goes on for longer than the probe follows it', () => {
    const counting: typeof marker = {
      ...marker,
      name: 'counting',
      *free() {
        const loop = Symbol('turns');
        for (let turn = 0; ; turn += 1) {
          yield atLoopHead(
            loop,
            step('free_iova: counts', () => 0),
            turn,
          );
        }
      },
    };
    const { bound } = search(counting, scopeOfTests, 2000);
    expect(bound).toMatch(/states|steps of a context alone/);
  });

  /** A design with a drain that does not give up while memory is short. `marked`: as a loop. */
  function stubborn(marked: boolean): typeof marker {
    return {
      ...marker,
      name: 'stubborn',
      *drain(d, at) {
        const turns = Symbol('turns');
        for (let left = true; left;) {
          const erase = asking(`${at}: drain`, () => {
            const window = d.deferred.get();
            if (window === null) return false;
            if (d.tree.erase(window.lo, window.hi)) d.deferred.set(null);
            return true;
          });
          left = (yield marked ? atLoopHead(turns, erase) : erase) as boolean;
        }
      },
    };
  }

  test('the shortest engine finds a loop that goes on by refusals in a scope with only one', () => {
    const scope = { ...scopeOfTests, refusals: 1, calls: 3 };
    const { hangs } = search(stubborn(true), scope, 10_000);
    expect(hangs).toContain('LIV-2 alloc_iova() goes round for ever');
  });

  test('a search has a bound if a loop that goes on by refusals is not marked as one', () => {
    const scope = { ...scopeOfTests, refusals: 1, calls: 3 };
    const { hangs, bound } = search(stubborn(false), scope, 10_000);
    expect(hangs).toEqual([]);
    expect(bound).toMatch(/steps of a context alone/);
  });

  test('the shortest engine finds a teardown that waits for ever', () => {
    const waiting: typeof marker = {
      ...marker,
      name: 'waiting',
      *put(d) {
        yield {
          ...step('put_iova_domain: wait for the window', () => 0),
          enabled: () => d.deferred.get() === null,
        };
        return yield* marker.put.call(this, d);
      },
    };
    const scope = { ...scopeOfTests, refusals: 1, teardown: true };
    const { shortest } = search(waiting, scope, 10_000);
    expect(shortest).toEqual(
      expect.arrayContaining([
        'TER-1 the teardown waits for ever',
        'LIV-2 put_iova_domain() waits for ever',
      ]),
    );
  });

  test('the shortest engine finds a call that returns with the lock held', () => {
    const forgetful: typeof marker = {
      ...marker,
      name: 'forgetful',
      *find(d) {
        yield d.lock.lockIrqsave('find_iova: lock');
        return null;
      },
    };
    const scope: Scope = { ...scopeOfTests, callers: 'careless' };
    const { shortest } = search(forgetful, scope, 10_000);
    expect(shortest).toEqual(['LCK-1 __free_iova() returned with a lock held']);
  });
});

describe('a design that drains its list in the allocation', () => {
  /** `alloc()` takes the list under the lock, erases what it can, lists the rest, arms the work. */
  const draining: typeof llist = {
    ...llist,
    name: 'draining',
    *alloc(d, request) {
      const at = 'alloc_iova: drain';
      yield d.lock.lockIrqsave(`${at}: lock`);
      let node = (yield step(`${at}: llist_del_all`, () => d.deferredFrees.deleteAll())) as Ptr;
      const entries = Symbol('entries');
      while (node !== 0) {
        const entry = node;
        const walk = step(`${at}: next entry`, () => d.deferredFrees.walked(entry));
        node = (yield atLoopHead(entries, walk, entry)) as Ptr;
        const erased = (yield this.remove(d, entry, at)) as boolean;
        if (erased) yield step(`${at}: free the object`, () => d.objects.free(entry));
        else yield* this.defer(d, entry, at);
      }
      yield step(`${at}: arm`, () => {
        if (!d.deferredFrees.empty()) d.work.schedule(10);
      });
      yield d.lock.unlock(`${at}: unlock`);
      return yield* llist.alloc.call(this, d, request);
    },
  };

  test('deferred ranges that a call in progress holds do not count as lost', () => {
    const scope: Scope = { ...scopeOfTests, refusals: 1, timers: 'exact', calls: 3 };
    const { shortest, bound } = search(draining, scope, 100_000);
    expect(bound).toBeNull();
    const accused = shortest.filter((name) => /^(WRK-1|LIV-1|SPC-1)/.test(name));
    expect(accused).toEqual([]);
  });
});
