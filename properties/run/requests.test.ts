import { describe, expect, test } from 'vitest';
import { DEFAULT_OPTIONS, planTasks } from '../../explore/checking/check-plan.ts';
import { fixedCalls } from '../../explore/run/scope-calls.ts';
import { PRESETS } from '../../explore/run/presets.ts';
import { type Requests, type Scope, spaceOf } from '../../explore/run/scope.ts';
import { isWithin } from '../../explore/run/scope-within.ts';
import { refillScript, type Script } from '../../explore/run/script.ts';
import { checkScriptFits } from '../../explore/run/script-fit.ts';
import { scriptsOf } from '../../explore/run/scripts.ts';
import { scopeOfTests } from './scope-of-tests.ts';

const { dma32, topPfn } = spaceOf(scopeOfTests);

function asking(requests: Requests, change: Partial<Scope> = {}): Scope {
  return { ...scopeOfTests, requests, ...change };
}

describe('what the searches of a scope ask for', () => {
  test.each([
    ['aligned', true],
    ['unaligned', false],
  ] as const)('%s: one or two pages, below 4 GiB or anywhere', (requests, aligned) => {
    const asked = [
      [1, dma32 - 1],
      [1, topPfn],
      [2, dma32 - 1],
      [2, topPfn],
    ].map(([sizePages, limit]) => ({ fn: 'alloc', sizePages, limit, aligned }));
    expect(fixedCalls(asking(requests))).toEqual(asked);
    const first = [...scriptsOf(asking(requests, { calls: 1 }))];
    expect(first).toEqual(asked.map((call) => [{ on: 'cpu0', call }]));
  });

  test('requests say nothing about reservations', () => {
    const reserves = (requests: Requests): readonly unknown[] =>
      fixedCalls(asking(requests, { reserve: true })).filter(({ fn }) => fn === 'reserve');
    expect(reserves('unaligned')).toHaveLength(3);
    expect(reserves('unaligned')).toEqual(reserves('aligned'));
  });

  test('a scope is not within one that asks for something else', () => {
    expect(isWithin(asking('unaligned'), asking('unaligned', { calls: 9 }))).toBe(true);
    expect(isWithin(asking('unaligned'), asking('aligned'))).toBe(false);
    expect(isWithin(asking('aligned'), asking('refill'))).toBe(false);
  });
});

describe('a scope that refills', () => {
  const alloc = { fn: 'alloc', sizePages: 1, limit: dma32 - 1, aligned: true } as const;
  const free = { fn: 'free', what: { call: 0, offsetPages: 0 } } as const;

  test('a page is allocated, freed, and then asked for until the scope has no more calls', () => {
    const calls = refillScript(asking('refill', { calls: 5 })).map(({ call }) => call);
    expect(calls).toEqual([alloc, free, alloc, alloc, alloc]);
    expect(refillScript(asking('refill', { calls: 1 }))).toEqual([{ on: 'cpu0', call: alloc }]);
  });

  test.each([1, 2, 20])('the script of a scope of %d calls fits it', (calls) => {
    const scope = asking('refill', { calls });
    expect(() => checkScriptFits(refillScript(scope), scope, 'refill')).not.toThrow();
  });

  /** The scripts of the searches of these scopes. */
  function scriptsSearched(
    scopes: readonly Scope[],
    change: Partial<typeof DEFAULT_OPTIONS> = {},
  ): readonly (Script | null)[] {
    const callers = 'well-behaved';
    const options = { ...DEFAULT_OPTIONS, callers, scopes, ...change } as const;
    return planTasks(options).flatMap((task) => (task.kind === 'random' ? [] : [task.script]));
  }

  test('searches make its calls and no others, and those of every other scope all calls', () => {
    const refill = asking('refill', { calls: 3 });
    const scopes = [asking('aligned'), asking('unaligned'), refill];
    expect(scriptsSearched(scopes)).toEqual([null, null, refillScript(refill)]);
  });

  test('the exhaustive engine leaves it out if there are others, since it has no end there', () => {
    const engines = ['exhaustive'] as const;
    const refill = asking('refill', { calls: 3 });
    expect(scriptsSearched([refill], { engines })).toEqual([refillScript(refill)]);
    const both = scriptsSearched([refill, asking('aligned')], { engines });
    expect(both).toEqual(scriptsSearched([asking('aligned')], { engines }));
    expect(both).not.toEqual([]);
  });

  test('a script of the user takes the place of its calls', () => {
    const script: Script = [{ on: 'cpu0', call: alloc }];
    const mine = { fileName: 'mine.json', script };
    expect(scriptsSearched([asking('refill')], { script: mine })).toEqual([script]);
  });

  test('random runs have requests of their own, whatever the scopes ask for', () => {
    const options = { ...DEFAULT_OPTIONS, callers: 'well-behaved', runs: 1 } as const;
    for (const requests of ['unaligned', 'refill'] as const) {
      const tasks = planTasks({ ...options, engines: ['random'], scopes: [asking(requests)] });
      expect(new Set(tasks.map(({ scope }) => scope.requests))).toEqual(new Set(['aligned']));
    }
  });
});

test('the presets default and large have a scope for each kind of requests', () => {
  for (const preset of [PRESETS.default, PRESETS.large]) {
    const requests = new Set(preset.map((scope) => scope.requests));
    expect(requests).toEqual(new Set(['aligned', 'unaligned', 'cached', 'refill', 'wide']));
  }
});
