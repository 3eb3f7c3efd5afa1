import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { describe, expect, test } from 'vitest';
import { type ReplayStep, replay, type Replayed } from '../../explore/world/replay.ts';
import type { Run } from '../../explore/run/run.ts';
import type { Action } from '../../port/action.ts';
import { asking } from '../../impl/kernel/effect.ts';
import { llist } from '../../impl/designs/llist.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { allProperties } from '../../model/properties/all.ts';
import { DMA32, ScriptedRun, SMALL_SCOPE } from '../run/scripted-run.ts';

/** A failed search with a low limit sets max32, and so a later request that fits is refused. */
const refusedThoughItFits: Run = new ScriptedRun(mainline)
  .alloc('cpu0', 2, DMA32 - 4)
  .alloc('cpu0', 2, DMA32 - 1)
  .run();

const quiet: Run = new ScriptedRun(llist)
  .alloc('cpu0', 1, DMA32 - 1)
  .free('cpu1', 0)
  .run();

function onLlist(run: Run): Replayed {
  return replay(twinSubject(llist, allProperties), run);
}

describe('a replay', () => {
  test('a replay shows what the run says that it shows', () => {
    const shown = replay(twinSubject(mainline, allProperties), refusedThoughItFits);
    expect(shown.kind).toBe('as expected');
    if (shown.kind !== 'as expected') return;
    expect(shown.execution.actions).toEqual(refusedThoughItFits.actions);
    expect(shown.execution.cost.calls).toBe(2);
    expect(shown.execution.breaches.map((breach) => breach.signature)).toEqual([
      'AVL-1 refused <- alloc_iova() wrote max32',
    ]);
  });

  test('a replay is as expected if nothing should break and nothing does', () => {
    expect(onLlist(quiet).kind).toBe('as expected');
  });

  test('a replay reports a breach that was not expected', () => {
    const shown = replay(twinSubject(mainline, allProperties), {
      ...refusedThoughItFits,
      expect: null,
    });
    expect(shown).toMatchObject({
      kind: 'shows something else',
      expected: null,
      found: [expect.stringMatching(/^AVL-1 /)],
    });
  });

  test('a replay reports that another signature than the expected one shows, or none', () => {
    const other = { property: 'AVL-1', signature: 'AVL-1 elsewhere' };
    const shown = replay(twinSubject(mainline, allProperties), {
      ...refusedThoughItFits,
      expect: other,
    });
    expect(shown).toMatchObject({ kind: 'shows something else', expected: 'AVL-1 elsewhere' });
    const nothing = onLlist({ ...quiet, expect: other });
    expect(nothing).toMatchObject({ kind: 'shows something else', found: [] });
  });

  test('a replay reports each action with its call, step and facts, once and in order', () => {
    const steps: ReplayStep[] = [];
    replay(twinSubject(llist, allProperties), quiet, (step) => steps.push(step));
    expect(steps.map((step) => step.action)).toEqual(quiet.actions);
    expect(steps.map((step) => step.number)).toEqual(quiet.actions.map((_action, at) => at + 1));
    const calls = steps.map((step) => step.call);
    expect(calls).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
    const erase = steps.find((step) => step.at === 'free_iova: remove_iova');
    expect(erase?.facts.map((fact) => fact.kind)).toEqual(['memory', 'erased']);
  });

  test('a replay reports the action that broke something', () => {
    const steps: ReplayStep[] = [];
    const listen = (step: ReplayStep): number => steps.push(step);
    replay(twinSubject(mainline, allProperties), refusedThoughItFits, listen);
    const breaking = steps.filter((step) => step.breaches.length > 0);
    expect(breaking.map((step) => step.number)).toEqual([12]);
  });
});

describe('a run that cannot be followed', () => {
  const scripted = (): ScriptedRun => new ScriptedRun(llist).alloc('cpu0', 1, DMA32 - 1);
  const deferring = (): ScriptedRun =>
    scripted().take({ do: 'pressure', level: 'nodes' }).free('cpu1', 0);
  const freeing = { fn: 'free', what: { call: 0, offsetPages: 0 } } as const;
  const allocating = { fn: 'alloc', sizePages: 1, limit: DMA32, aligned: true } as const;
  const cases: readonly (readonly [what: string, run: ScriptedRun, last: Action, why: string])[] = [
    ['nobody is in a call', scripted(), { do: 'step', on: 'cpu0' }, 'cpu0 is in no call'],
    ['no work is queued', scripted(), { do: 'step', on: 'worker' }, 'the worker has nothing to do'],
    ['no timer is pending', scripted(), { do: 'step', on: 'timer' }, 'no timer is pending'],
    ['it is not due', deferring(), { do: 'step', on: 'timer' }, 'expires only 10 jiffies from now'],
    ['a timer comes before', deferring(), { do: 'advance', byJiffies: 11 }, 'at most 10 jiffies'],
    [
      'a critical section takes no time',
      scripted().take({ do: 'start', on: 'cpu1', call: freeing }).steps('cpu1', 1),
      { do: 'advance', byJiffies: 1 },
      'no time passes while cpu1 holds a lock',
    ],
    [
      'the pressure is on',
      deferring(),
      { do: 'pressure', level: 'nodes' },
      'memory pressure is "nodes" already',
    ],
    [
      'its context is in a call',
      scripted().take({ do: 'start', on: 'cpu1', call: freeing }),
      { do: 'start', on: 'cpu1', call: allocating },
      'cpu1 is still in a call, at "free_iova: lock"',
    ],
    [
      'somebody holds the lock',
      scripted()
        .take({ do: 'start', on: 'cpu1', call: freeing })
        .steps('cpu1', 1)
        .take({ do: 'start', on: 'cpu0', call: allocating })
        .steps('cpu0'),
      { do: 'step', on: 'cpu0' },
      'cpu0 waits at "__alloc_and_insert_iova_range: lock"',
    ],
    [
      'interrupts are off',
      scripted().take({ do: 'start', on: 'cpu0', call: freeing }).steps('cpu0', 1),
      { do: 'start', on: 'irq0', call: allocating },
      'interrupts are off on cpu0',
    ],
    [
      'nothing was granted',
      scripted().take({ do: 'start', on: 'cpu1', call: allocating }),
      { do: 'start', on: 'cpu0', call: { fn: 'find', what: { call: 1, offsetPages: 0 } } },
      'names a page that nobody was granted',
    ],
    [
      'the refusal meets no request',
      scripted().take({ do: 'start', on: 'cpu1', call: freeing }),
      { do: 'step', on: 'cpu1', refuse: true },
      'its refusal met no request at "free_iova: lock"',
    ],
    [
      'a call is in progress',
      scripted().take({ do: 'start', on: 'cpu1', call: freeing }),
      { do: 'start', on: 'teardown', call: { fn: 'put' } },
      'a well-behaved caller makes no such call now, but a racing-teardown one does',
    ],
    [
      'the domain is gone',
      scripted().call('teardown', { fn: 'put' }),
      { do: 'start', on: 'cpu0', call: allocating },
      'the teardown has begun',
    ],
    [
      'the caller does not own it any more',
      scripted().free('cpu1', 0),
      { do: 'start', on: 'cpu0', call: freeing },
      'a well-behaved caller makes no such call now, but a careless one does',
    ],
  ];
  test.each(cases)(
    'a replay names the action that cannot be taken, and why: %s',
    (_what, scriptedRun, last, why) => {
      const before = scriptedRun.actions.length;
      const run = { ...scriptedRun.run(), actions: [...scriptedRun.actions, last], expect: null };
      const shown = onLlist(run);
      expect(shown).toMatchObject({ kind: 'not followed', action: before + 1, what: last });
      expect(shown).toHaveProperty('why', expect.stringContaining(why));
    },
  );

  test('a run that frees twice can be followed if its callers are careless', () => {
    const scope = { ...SMALL_SCOPE, callers: 'careless' } as const;
    const run = new ScriptedRun(llist, scope).alloc('cpu0', 1, DMA32 - 1).free('cpu0', 0);
    expect(onLlist(run.free('cpu0', 0).run()).kind).toBe('as expected');
  });
});

describe('a design that keeps state between runs', () => {
  test('the first action with other facts in the second pass is named as not deterministic', () => {
    let removals = 0;
    const forgetful: typeof llist = {
      ...llist,
      remove(d, object, at) {
        const step = llist.remove(d, object, at);
        return asking(step.at, () => {
          removals += 1;
          if (removals === 2) d.kernel.log.warn('the second time since the program began');
          return step.apply();
        });
      },
    };
    const shown = replay(twinSubject(forgetful, allProperties), quiet);
    expect(shown).toMatchObject({ kind: 'not deterministic', action: 9 });
    expect(shown).toHaveProperty('why', expect.stringContaining('different facts the second time'));
  });

  test('a run that can be followed in one pass only is not deterministic', () => {
    let domains = 0;
    const growing: typeof llist = {
      ...llist,
      *find(d, pfn) {
        if (domains > 1) yield* llist.find(d, pfn);
        return yield* llist.find(d, pfn);
      },
      init(kernel, setup) {
        domains += 1;
        return llist.init(kernel, setup);
      },
    };
    const run = new ScriptedRun(llist)
      .alloc('cpu0', 1, DMA32 - 1)
      .call('cpu0', { fn: 'find', what: { call: 0, offsetPages: 0 } })
      .alloc('cpu0', 1, DMA32 - 1)
      .run();
    const shown = replay(twinSubject(growing, allProperties), run);
    expect(shown).toMatchObject({ kind: 'not deterministic' });
  });
});
