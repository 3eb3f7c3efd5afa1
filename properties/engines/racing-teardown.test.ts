/**
 * Teardowns that race calls: what they break in a design, what mends it, and that every engine,
 * shrinking and replay know such callers.
 */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exhaust, UNBOUNDED } from '../../explore/engines/exhaustive/exhaust.ts';
import { isJudgedByRuns } from '../../explore/engines/exhaustive/property-groups.ts';
import { RunArbitrary } from '../../explore/engines/random/run-arbitrary.ts';
import { type ScopeSearch, searchScope } from '../../explore/engines/shortest/search-scope.ts';
import { PRESETS } from '../../explore/run/presets.ts';
import { formatRun, readRun } from '../../explore/run/run-file.ts';
import type { Run } from '../../explore/run/run.ts';
import type { Scope } from '../../explore/run/scope.ts';
import { SCOPE_DEFAULTS } from '../../explore/run/scope-defaults.ts';
import { scopeOfScript } from '../../explore/run/scope-of-script.ts';
import { readScript } from '../../explore/run/script-file.ts';
import { shrinkTo } from '../../explore/shrinking/shrink.ts';
import { atMostStates } from '../../explore/state-space/budget.ts';
import type { Execution } from '../../explore/world/execution.ts';
import { replay } from '../../explore/world/replay.ts';
import type { Design } from '../../impl/designs/design.ts';
import { hardened } from '../../impl/designs/hardened.ts';
import { llist } from '../../impl/designs/llist.ts';
import type { LlistDomain } from '../../impl/designs/llist-design.ts';
import { step } from '../../impl/kernel/effect.ts';
import { DONE } from '../../impl/kernel/routine.ts';
import { SharedState } from '../../impl/kernel/shared-state.ts';
import { synchronizeRcu } from '../../impl/kernel/synchronize-rcu.ts';
import { designNames, twinSubject } from '../../impl/twin/twin-subject.ts';
import { judgedIn } from '../../explore/world/judged-in.ts';
import { allProperties } from '../../model/properties/all.ts';
import { ScriptedRun } from '../run/scripted-run.ts';

const EXAMPLE = new URL('../../docs/examples/free-during-teardown.script.json', import.meta.url);
const { script } = readScript(readFileSync(EXAMPLE, 'utf8'), 'the example');
/** An allocation and a free of it: only that free can race the teardown. */
const FREE_ONLY = scopeOfScript(script, { ...SCOPE_DEFAULTS, callers: 'racing-teardown' });

const OPTIONS = { exact: false, preemptions: null };
const PUT = 'put_iova_domain';
const LEFT = `TER-1 ${PUT}() left the work`;
const GONE = `MEM-1 free_iova() used a freed object <- ${PUT}() ended the domain`;

function searched(design: Design, scope: Scope = FREE_ONLY): ScopeSearch {
  const subject = twinSubject(design, allProperties);
  return searchScope(subject, scope, atMostStates(100_000), { ...OPTIONS, script });
}

function signaturesOf({ found, hangs }: ScopeSearch): readonly string[] {
  return [...found, ...hangs].map(([signature]) => signature).toSorted();
}

/** The teardown waits for the calls in flight, then cancels the work that they may have armed. */
const waitsForCalls: typeof hardened = {
  ...hardened,
  name: 'waits-for-calls',
  *put(d) {
    yield synchronizeRcu(d.kernel, PUT);
    return yield* hardened.put.call(this, d);
  },
};

/** The teardown waits for the calls in flight too late: after it has cancelled the work. */
const waitsTooLate: typeof llist = {
  ...llist,
  name: 'waits-too-late',
  *put(d) {
    yield* d.work.cancelSync(PUT);
    yield synchronizeRcu(d.kernel, PUT);
    yield step(`${PUT}: discard the list`, () => this.discardList(d));
    yield step(`${PUT}: free every object of the tree`, () => this.freeRanges(d));
    return DONE;
  },
};

/** The teardown waits for the calls in flight at its end, when there is no tree any more. */
const waitsLast: typeof llist = {
  ...llist,
  name: 'waits-last',
  *put(d) {
    const outcome = yield* llist.put.call(this, d);
    yield synchronizeRcu(d.kernel, PUT);
    return outcome;
  },
};

/** Set once, when the domain is about to go. */
class Dying extends SharedState {
  #isSet = false;

  set(): void {
    this.changed();
    this.#isSet = true;
  }

  get(): boolean {
    this.looked();
    return this.#isSet;
  }

  save(): unknown {
    return this.#isSet;
  }

  restore(saved: unknown): void {
    this.#isSet = saved as boolean;
  }
}

type DyingDomain = LlistDomain & { readonly dying: Dying };

/** The teardown first sees to it that nobody arms the work any more. It waits for no call. */
const disablesArming: typeof llist = {
  ...llist,
  name: 'disables-arming',
  init: (kernel, setup): DyingDomain => {
    return { ...llist.init(kernel, setup), dying: new Dying(kernel, 'dying') };
  },
  arm(d) {
    return (d as DyingDomain).dying.get() ? false : llist.arm.call(this, d);
  },
  armAgain(d, delayJiffies) {
    if (!(d as DyingDomain).dying.get()) llist.armAgain.call(this, d, delayJiffies);
  },
  *put(d) {
    yield step(`${PUT}: no more arming`, () => (d as DyingDomain).dying.set());
    return yield* llist.put.call(this, d);
  },
};

describe('a teardown that meets a free in flight', () => {
  test('a free that arms the work after its cancel leaves it to run in a freed domain', () => {
    const found = searched(llist);
    expect(found.bound).toBeNull();
    expect(signaturesOf(found)).toEqual([
      'LCK-1 put_iova_domain() touched the tree without the lock',
      GONE,
      'MEM-1 free_iova() used a freed object <- put_iova_domain() freed it',
      'MEM-1 the work used a freed object <- put_iova_domain() freed it',
      'MEM-1 the work used a freed object <- put_iova_domain() freed it while listed',
      'MEM-3 put_iova_domain() left range objects',
      LEFT,
      'TER-1 put_iova_domain() touched the tree without the lock',
      'TER-1 the work is armed after the teardown',
      'TER-1 the work is running after the teardown',
    ]);
  });

  test('a caller that excludes other calls meets none of this', () => {
    expect(signaturesOf(searched(llist, { ...FREE_ONLY, callers: 'well-behaved' }))).toEqual([]);
    expect(signaturesOf(searched(llist, { ...FREE_ONLY, callers: 'careless' }))).toEqual([]);
  });

  test('a teardown that waits for calls only after the cancel still leaves the work', () => {
    expect(signaturesOf(searched(waitsTooLate))).toContain(LEFT);
    expect(signaturesOf(searched(waitsTooLate))).not.toContain(GONE);
  });

  test('a teardown that disables arming leaves no work, but free_iova() uses what is gone', () => {
    const signatures = signaturesOf(searched(disablesArming));
    expect(signatures.filter((signature) => signature.includes('the work'))).toEqual([]);
    expect(signatures).toContain(GONE);
  });

  test('what an allocation stores in a destroyed tree is left, and breaks no other account', () => {
    const scope = { ...PRESETS.small[1], callers: 'racing-teardown' } as const;
    const subject = twinSubject(waitsLast, allProperties);
    const search = searchScope(subject, scope, atMostStates(100_000), { ...OPTIONS, script: null });
    const kinds = ['OWN-1', 'SPC-1', 'MEM-3', 'TRE-1'];
    const raced = signaturesOf(search).filter((one) => kinds.some((kind) => one.startsWith(kind)));
    expect(raced).toEqual(['MEM-3 put_iova_domain() left range objects']);
  });

  test('the exhaustive engine finds the same', () => {
    const judged = allProperties.filter(isJudgedByRuns);
    for (const design of [llist, waitsTooLate, waitsForCalls]) {
      const subject = twinSubject(design, judged);
      const { found, bound } = exhaust(subject, FREE_ONLY, () => [script], UNBOUNDED);
      const byStates = searchScope(subject, FREE_ONLY, atMostStates(100_000), {
        ...OPTIONS,
        script,
      });
      expect(bound).toBeNull();
      expect(found.map(([signature]) => signature).toSorted()).toEqual(signaturesOf(byStates));
    }
  });
});

describe('a teardown that waits for the calls in flight', () => {
  const small = PRESETS.small.filter(({ fillers }) => fillers === 0);

  test.each(small)('it breaks nothing: cpus=$cpus, irqs=$irqs, calls=$calls', (preset) => {
    const scope: Scope = { ...preset, callers: 'racing-teardown' };
    const subject = twinSubject(waitsForCalls, allProperties);
    const search = searchScope(subject, scope, atMostStates(200_000), { ...OPTIONS, script: null });
    expect(search.bound).toBeNull();
    expect(signaturesOf(search)).toEqual([]);
    const judged = judgedIn(subject, scope).properties;
    const teardowns = judged.findIndex(({ id }) => id === 'TER-1');
    expect(search.witnesses[teardowns]).toBeGreaterThan(0);
  });
});

describe('random runs', () => {
  const scope: Scope = { ...FREE_ONLY, cpus: 2, irqs: 1, calls: 24, pages: 8, refusals: 8 };

  function drawn(callers: Scope['callers']): readonly Execution[] {
    const runs = new RunArbitrary(twinSubject(llist, allProperties), { ...scope, callers });
    return fc.sample(runs, { seed: 20260603, numRuns: 300 });
  }

  /** The number of calls in flight when the teardown begins; 0 if it never does. */
  function inFlight({ actions }: Execution): number {
    const put = actions.findIndex((action) => action.do === 'start' && action.on === 'teardown');
    const { world } = replayed(actions.slice(0, Math.max(0, put)));
    return world.judges.ledger.open.length;
  }

  function replayed(actions: Execution['actions']): ScriptedRun {
    const run = new ScriptedRun(llist, scope);
    for (const action of actions) run.take(action);
    return run;
  }

  const raced = drawn('racing-teardown');

  test('racing callers tear down during calls in many runs, and alone in others', () => {
    const counts = raced.map(inFlight);
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(100);
    expect(counts.filter((count) => count > 1).length).toBeGreaterThan(20);
    expect(counts.filter((count) => count === 0).length).toBeGreaterThan(20);
  });

  test.each(['well-behaved', 'careless'] as const)('%s callers never do', (callers) => {
    expect(drawn(callers).filter((run) => inFlight(run) > 0)).toEqual([]);
  });

  test('a long run shrinks to the calls that matter, and is replayed from its file', () => {
    const shows = ({ breaches }: Execution): boolean =>
      breaches.some(({ signature }) => signature === LEFT);
    const long = raced.find(shows);
    if (long === undefined) throw new Error(`no random run shows ${LEFT}`);
    const subject = twinSubject(llist, allProperties);
    const { execution } = shrinkTo(subject, long, LEFT);
    expect(execution.cost).toMatchObject({ calls: 3, refusals: 1 });
    expect(execution.cost.steps).toBeLessThan(long.cost.steps);
    const run: Run = {
      ...designNames(llist),
      scope: execution.scope,
      expect: { property: 'TER-1', signature: LEFT },
      note: null,
      actions: execution.actions,
    };
    const read = readRun(formatRun(run), 'a.json');
    expect(read).toEqual(run);
    expect(replay(subject, read).kind).toBe('as expected');
    for (const callers of ['well-behaved', 'careless'] as const) {
      expect(replay(subject, { ...read, scope: { ...read.scope, callers } })).toMatchObject({
        kind: 'not followed',
        what: { do: 'start', on: 'teardown' },
        why: `a ${callers} caller makes no such call now, but a racing-teardown one does`,
      });
    }
  });
});
