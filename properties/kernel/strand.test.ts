import { expect, test } from 'vitest';
import { Context } from '../../impl/kernel/context.ts';
import { asking, atLoopHead, step } from '../../impl/kernel/effect.ts';
import type { Coroutine, Effect } from '../../impl/kernel/effect.ts';
import { Kernel } from '../../impl/kernel/kernel.ts';
import type { Outcome } from '../../impl/kernel/routine.ts';
import { Spinlock } from '../../impl/kernel/spinlock.ts';
import { Strand } from '../../impl/kernel/strand.ts';
import { AssertionFailure } from '../../model/assert.ts';

/** A coroutine as it may be written in a file that no compiler has seen. */
function strandOf(coroutine: () => Iterator<unknown, unknown>): Strand {
  return new Strand(null, coroutine() as unknown as Coroutine<Outcome>);
}

const one: Effect = step('one: step', () => 1);

test.each([undefined, null, 1, {}])(
  'a coroutine that returns %o has no outcome, which is a mistake of the design',
  (value) => {
    const strand = strandOf(function* () {
      yield one;
      return value;
    });
    expect(() => strand.after(1)).toThrow('after "one: step" comes no outcome');
  },
);

test.each([undefined, null, 1, {}])(
  'a coroutine that yields %o has no step, which is a mistake of the design',
  (value) => {
    const strand = strandOf(function* () {
      yield one;
      yield value;
    });
    expect(() => strand.after(1)).toThrow('after "one: step" comes no step');
    expect(() => strandOf(() => [value].values())).toThrow('at the beginning comes no step');
  },
);

test('a loop head forgets what its earlier rounds were sent, except what it says it knows', () => {
  const strand = strandOf(function* () {
    const before: unknown = yield one;
    const rounds = Symbol('rounds');
    for (let sum = before as number; sum < 10;) {
      sum += (yield atLoopHead(rounds, one, sum)) as number;
      yield one;
    }
    return { kind: 'done', range: null };
  });
  strand.after(1);
  expect(strand.known).toEqual([1, 1]);
  strand.after(3).after('ignored');
  expect(strand.known).toEqual([1, 4]);
  strand.after(6).after('ignored');
  expect([strand.next, strand.outcome]).toEqual([null, { kind: 'done', range: null }]);
});

test('only a step that declares that it asks for memory asks for it', () => {
  const lock = new Spinlock(new Kernel(), 'a_lock', 1);
  const steps = [one, lock.lockIrqsave('lock'), lock.lock('lock'), lock.unlock('unlock')];
  expect(steps.map(({ asks }) => asks)).toEqual([false, false, false, false]);
  expect(asking('asks', () => 1).asks).toBe(true);
});

test('a context runs one thing at a time, and takes no step when it is idle', () => {
  const context = new Context('cpu0');
  expect(() => context.step(new Kernel())).toThrow(AssertionFailure);
  const begin = (): void =>
    context.begin(new Kernel(), 0, () => strandOf(() => [one, one].values()));
  begin();
  expect(begin).toThrow(AssertionFailure);
});

test('a context counts its steps from the beginning of what it runs', () => {
  const context = new Context('cpu0');
  const kernel = new Kernel();
  for (let call = 0; call < 2; call += 1) {
    const twoSteps = function* (): Coroutine<Outcome> {
      yield one;
      yield one;
      return { kind: 'done', range: null };
    };
    context.begin(kernel, call, () => strandOf(twoSteps));
    for (const count of [1, 2]) {
      context.step(kernel);
      expect(context.steps).toBe(count);
    }
  }
});
