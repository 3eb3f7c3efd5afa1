import { designNames } from '../../impl/twin/twin-subject.ts';
import { describe, expect, test } from 'vitest';
import { formatRun, readRun } from '../../explore/run/run-file.ts';
import { type Run } from '../../explore/run/run.ts';
import { llist } from '../../impl/designs/llist.ts';
import type { Call } from '../../model/call.ts';
import { ROLE } from '../../model/role.ts';
import { type PassedArgument, argumentsOf } from '../../port/call-arguments.ts';
import { CALLS, descriptionOf } from '../../port/call-table.ts';
import { DMA32, SMALL_SCOPE } from '../run/scripted-run.ts';

/** For each call, the forms that differ in kind. */
const EXAMPLES: {
  readonly [Fn in Call['fn']]: readonly Extract<Call, { readonly fn: Fn }>[];
} = {
  alloc: [
    { fn: 'alloc', sizePages: 3, limit: DMA32 - 1, aligned: true },
    { fn: 'alloc', sizePages: 1, limit: DMA32 + 3, aligned: false },
  ],
  free: [
    { fn: 'free', what: { call: 0, offsetPages: 1 } },
    { fn: 'free', what: { pfn: DMA32 } },
  ],
  freeObject: [
    { fn: 'freeObject', what: { call: 0, offsetPages: 1 } },
    { fn: 'freeObject', what: { pfn: DMA32 } },
  ],
  find: [
    { fn: 'find', what: { call: 0, offsetPages: 1 } },
    { fn: 'find', what: { pfn: DMA32 } },
  ],
  allocFast: [
    { fn: 'allocFast', sizePages: 1, limit: DMA32 - 1, flush: true },
    { fn: 'allocFast', sizePages: 3, limit: DMA32 + 3, flush: false },
  ],
  freeFast: [
    { fn: 'freeFast', what: { call: 0, offsetPages: 1 }, sizePages: 2 },
    { fn: 'freeFast', what: { pfn: DMA32 }, sizePages: 1 },
  ],
  offline: [{ fn: 'offline', cpu: 1 }],
  online: [{ fn: 'online', cpu: 1 }],
  reserve: [{ fn: 'reserve', lo: DMA32 - 1, hi: DMA32 + 1 }],
  put: [{ fn: 'put' }],
};

const examples: readonly Call[] = Object.values(EXAMPLES).flat();
const named = examples.map((call) => [JSON.stringify(call), call] as const);

const CACHED = { ...SMALL_SCOPE, magazine: 2, classes: 2, hotplug: true };

/** A run with an allocation first, and then `call`, whatever that is. */
function runWith(call: object): Run {
  const { by } = CALLS[('fn' in call ? call.fn : 'alloc') as Call['fn']] ?? CALLS.alloc;
  const on = by === 'teardown' || by === 'hotplug' ? by : 'cpu0';
  const [first] = EXAMPLES.alloc;
  const actions = [
    { do: 'start', on: 'cpu1', call: first as Call },
    { do: 'start', on, call: call as Call },
  ] as const;
  return { ...designNames(llist), scope: CACHED, expect: null, note: null, actions };
}

/** Why `call` is not a valid call; null: it is one. */
function complaint(call: object): string | null {
  try {
    readRun(formatRun(runWith(call)), 'a.json');
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** For each kind of argument, a value that it cannot have. */
const WRONG: Readonly<Record<PassedArgument['kind'], unknown>> = {
  pages: 0,
  limit: -1,
  pfn: 0.5,
  flag: 1,
  page: { call: 0 },
  cpu: -1,
};

describe('the table of calls', () => {
  test('the table of calls has every call that has a role, and no other', () => {
    expect(Object.keys(CALLS).toSorted()).toEqual(Object.keys(ROLE).toSorted());
  });

  test('the table of calls does not compile with a missing entry, or a wrong one', () => {
    const { put, ...others } = CALLS;
    // @ts-expect-error one is missing
    const incomplete: typeof CALLS = others;
    // @ts-expect-error one describes another call
    const confused: typeof CALLS = { ...CALLS, alloc: put };
    expect(Object.keys(incomplete)).toHaveLength(Object.keys(confused).length - 1);
  });

  test.each(named)('the table of calls describes what a run file holds: %s', (_text, call) => {
    const run = runWith(call);
    expect(readRun(formatRun(run), 'a.json')).toEqual(run);
    const { fn, ...fields } = call;
    const passed = argumentsOf(call).map(({ name, value }) => [name, value]);
    expect(passed).toEqual(Object.entries(fields));
    expect(fn in CALLS).toBe(true);
  });

  test.each(named)('a wrong argument in a run file is named: %s', (_text, call) => {
    const at = 'a.json: action 2, call.';
    for (const { name, kind } of argumentsOf(call)) {
      const { [name as keyof Call]: _, ...rest } = call;
      expect(complaint(rest)).toContain(`${at}${name}: expected`);
      expect(complaint({ ...call, [name]: WRONG[kind] })).toContain(`${at}${name}: expected`);
    }
    expect(complaint({ ...call, flags: 0 })).toContain(`${at}flags: no such field`);
  });

  test.each(named)('the simpler forms of a call have less weight: %s', (_text, call) => {
    const weightOf = (one: Call): number => descriptionOf(one).weight(one);
    for (const simpler of descriptionOf(call).simplerForms(call)) {
      expect(weightOf(simpler)).toBeLessThan(weightOf(call));
      expect(complaint(simpler)).toBeNull();
    }
  });

  test('only calls that take or reserve pages are granted any', () => {
    const granting = examples.filter((call) => descriptionOf(call).pagesGranted(call) !== null);
    expect(new Set(granting.map(({ fn }) => ROLE[fn]))).toEqual(new Set(['takes', 'reserves']));
    expect(granting.map((call) => descriptionOf(call).pagesGranted(call))).toEqual([3, 1, 1, 4, 3]);
  });
});
