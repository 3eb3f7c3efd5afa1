import { machineOf } from '../twin/machine-of.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { describe, expect, test } from 'vitest';
import { fixedCalls } from '../../explore/run/scope-calls.ts';
import { type Scope, spaceOf } from '../../explore/run/scope.ts';
import { checkScriptFits } from '../../explore/run/script-fit.ts';
import type { Script, ScriptedCall } from '../../explore/run/script.ts';
import { originOf } from '../../port/call-origin.ts';
import { scriptsOf } from '../../explore/run/scripts.ts';
import { World } from '../../explore/world/world.ts';
import { llist } from '../../impl/designs/llist.ts';
import type { Call } from '../../model/call.ts';
import type { ContextId } from '../../model/context-id.ts';
import { scopeOfTests } from './scope-of-tests.ts';

function contextsOf({ cpus, irqs }: Scope): readonly ContextId[] {
  const cpu = Array.from({ length: cpus }, (_, at) => `cpu${at}` as const);
  return [...cpu, ...Array.from({ length: irqs }, (_, at) => `irq${at}` as const)];
}

function ordersOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, at) =>
    ordersOf(items.filter((_, other) => other !== at)).map((rest) => [first, ...rest]),
  );
}

/**
 * Every call that could be written in a script of `length` calls, whether it makes sense or not.
 */
function anyCalls(scope: Scope, length: number): readonly Call[] {
  const { startPfn, dma32, topPfn } = spaceOf(scope);
  const calls: Call[] = [];
  for (const limit of [dma32 - 1, topPfn]) {
    calls.push({ fn: 'alloc', sizePages: 1, limit, aligned: true });
    calls.push({ fn: 'alloc', sizePages: 2, limit, aligned: true });
  }
  for (let lo = startPfn; lo <= topPfn; lo += 1) {
    for (let hi = lo; hi <= Math.min(lo + 1, topPfn); hi += 1) {
      if (scope.reserve) calls.push({ fn: 'reserve', lo, hi });
    }
  }
  for (let call = 0; call < length; call += 1) {
    calls.push({ fn: 'free', what: { call, offsetPages: 0 } });
    calls.push({ fn: 'freeObject', what: { call, offsetPages: 0 } });
  }
  return calls;
}

/** Whether the calls can begin one after the other in that order. */
function mayBegin(script: Script, order: readonly number[]): boolean {
  return order.every((number, at) => {
    const begun = order.slice(0, at);
    const origin = originOf((script[number] as ScriptedCall).call);
    const on = script[number]?.on;
    const earlier = script.flatMap((other, k) => (other.on === on && k < number ? [k] : []));
    return (origin === null || begun.includes(origin)) && earlier.every((k) => begun.includes(k));
  });
}

function makesSense(script: Script, { callers }: Scope): boolean {
  const origins = script.flatMap(({ call }) => originOf(call) ?? []);
  if (callers === 'well-behaved' && new Set(origins).size < origins.length) return false;
  if (origins.some((origin) => script[origin]?.call.fn.startsWith('free'))) return false;
  const keepsReservations = origins.every((origin) => script[origin]?.call.fn === 'alloc');
  if (callers === 'well-behaved' && !keepsReservations) return false;
  const fns = script.filter(({ on }) => on.startsWith('irq')).map(({ call }) => call.fn);
  if (fns.some((fn) => fn !== 'alloc' && fn !== 'free')) return false;
  return ordersOf(script.map((_, number) => number)).some((order) => mayBegin(script, order));
}

/** All lists of `length` calls, sorted by context, whether they make sense or not. */
function anyScripts(scope: Scope, length: number): readonly Script[] {
  const contexts = contextsOf(scope);
  const calls = anyCalls(scope, length);
  let scripts: readonly Script[] = [[]];
  for (let at = 0; at < length; at += 1) {
    scripts = scripts.flatMap((script) => {
      const from = contexts.indexOf(script.at(-1)?.on ?? 'cpu0');
      return contexts.slice(from).flatMap((on) => calls.map((call) => [...script, { on, call }]));
    });
  }
  return scripts;
}

/** The script with its contexts renamed, sorted by context again, as a text. */
function renamed(script: Script, names: ReadonlyMap<ContextId, ContextId>, scope: Scope): string {
  const contexts = contextsOf(scope);
  const nameOf = (number: number): ContextId => {
    const { on } = script[number] as ScriptedCall;
    return names.get(on) ?? on;
  };
  const order = script
    .map((_, number) => number)
    .toSorted((a, b) => contexts.indexOf(nameOf(a)) - contexts.indexOf(nameOf(b)) || a - b);
  const calls = order.map((number) => {
    const { call } = script[number] as ScriptedCall;
    const origin = originOf(call);
    const what = origin === null ? {} : { what: order.indexOf(origin) };
    return { on: nameOf(number), ...call, ...what };
  });
  return JSON.stringify(calls);
}

/** The same text for all scripts that differ only by an exchange of equal CPUs. */
function classOf(script: Script, scope: Scope): string {
  const cpus = Array.from({ length: scope.cpus }, (_, at) => at);
  const same = ordersOf(cpus).filter((order) =>
    order.every((to, from) => to < scope.irqs === from < scope.irqs),
  );
  const texts = same.map((order) => {
    const names = order.flatMap((to, from): readonly [ContextId, ContextId][] => [
      [`cpu${from}`, `cpu${to}`],
      [`irq${from}`, `irq${to}`],
    ]);
    return renamed(script, new Map(names), scope);
  });
  return texts.toSorted()[0] ?? '';
}

interface Counted {
  readonly scope: Scope;
  /** The number of calls of the scripts that `count` counts. */
  readonly calls: number;
  readonly count: number;
}

/** "cpus irqs pages reserve callers: counts of scripts with 1, 2, ... calls" */
function counted(text: string): readonly Counted[] {
  const [cpus, irqs, pages, reserve, callers, ...counts] = text.split(/[\s:,]+/);
  return counts.map((count, at) => ({
    scope: {
      ...scopeOfTests,
      cpus: Number(cpus),
      irqs: Number(irqs),
      calls: at + 1,
      pages: Number(pages),
      reserve: reserve === 'reserve',
      callers: callers === 'careless' ? 'careless' : 'well-behaved',
    },
    calls: at + 1,
    count: Number(count),
  }));
}

const table = [
  '1 0 2 -       well-behaved: 4, 24, 160',
  '1 0 2 -       careless:     4, 24, 176',
  '1 0 4 reserve well-behaved: 11, 129',
  '1 0 2 reserve careless:     7, 63, 665',
  '2 0 2 -       well-behaved: 4, 42, 384, 4048',
  '2 0 2 -       careless:     4, 42, 432',
  '2 0 2 reserve well-behaved: 7, 93, 1134',
  '2 0 4 reserve careless:     11, 231',
  '1 1 2 -       well-behaved: 8, 72, 640',
  '1 1 2 reserve well-behaved: 11, 117, 1255',
  '1 1 2 reserve careless:     11, 126, 1548',
  '2 1 2 -       careless:     12, 156',
  '2 2 2 -       well-behaved: 8, 132, 1792',
  '3 0 2 reserve well-behaved: 7, 93',
  '3 1 2 -       well-behaved: 12, 174, 2320',
  '4 2 2 -       careless:     12, 234',
].flatMap(counted);

describe('the scripts of a scope', () => {
  const named = table.map(({ scope, calls, count }) => {
    const { cpus, irqs, pages, callers, reserve } = scope;
    const on = `${cpus} CPUs, ${irqs} irqs, ${pages} pages, reserve ${reserve}, ${callers}`;
    return [`${on}: ${count} of ${calls} calls`, scope, count] as const;
  });

  test.each(named)(
    'every script that makes sense is listed once up to equal CPUs: %s',
    (_name, scope, count) => {
      const classes = new Set<string>();
      for (const script of anyScripts(scope, scope.calls)) {
        if (makesSense(script, scope)) classes.add(classOf(script, scope));
      }
      const scripts = [...scriptsOf(scope)].filter(({ length }) => length === scope.calls);
      const generated = scripts.map((script) => classOf(script, scope));
      expect(new Set(generated).size).toBe(generated.length);
      expect(generated.toSorted()).toEqual([...classes].toSorted());
      expect(generated.length).toBe(count);
    },
  );

  const scope: Scope = { ...scopeOfTests, cpus: 2, irqs: 1, calls: 3, pages: 4, reserve: true };
  const careless: Scope = { ...scope, callers: 'careless' };

  test('scripts come in the same order each time, shorter ones first', () => {
    const scripts = [...scriptsOf(scope)];
    expect(scripts).toEqual([...scriptsOf(scope)]);
    const lengths = scripts.map(({ length }) => length);
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    expect(new Set(lengths)).toEqual(new Set([1, 2, 3]));
  });

  test('the scripts of a scope with fewer calls are the first ones of the larger scope', () => {
    const fewer = [...scriptsOf({ ...scope, calls: 2 })];
    expect([...scriptsOf(scope)].slice(0, fewer.length)).toEqual(fewer);
  });

  test('a script lists its calls context by context', () => {
    const contexts = contextsOf(scope);
    for (const script of scriptsOf(scope)) {
      const places = script.map(({ on }) => contexts.indexOf(on));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
  });

  test('every generated script fits its scope', () => {
    for (const each of [scope, careless]) {
      for (const script of scriptsOf(each)) checkScriptFits(script, each, 'generated');
    }
  });

  test('the scripts of one call are the calls that may come first', () => {
    for (const each of [scope, careless]) {
      const world = new World(twinSubject(llist, []), each, 'explain');
      const like = ['cpu0', 'cpu1', 'irq0'] as const;
      const expected = like.flatMap((on) =>
        fixedCalls(each)
          .filter(({ fn }) => machineOf(world).canStart(on, fn))
          .map((call) => [{ on, call }]),
      );
      expect([...scriptsOf({ ...each, calls: 1 })]).toEqual(expected);
    }
  });
});
