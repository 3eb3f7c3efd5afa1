import { expect, test } from 'vitest';
import { Context } from '../../impl/kernel/context.ts';
import { always, atLoopHead, step } from '../../impl/kernel/effect.ts';
import { Kernel } from '../../impl/kernel/kernel.ts';
import { Spinlock } from '../../impl/kernel/spinlock.ts';

const kernel = new Kernel();
const locks = [1, 2, 3].map((rank) => new Spinlock(kernel, `lock ${rank}`, rank));

/** A context in the state that these bits encode. */
function contextWith(bits: number): Context {
  const context = new Context('cpu0');
  context.irqsOff = bits % 2 === 1;
  context.stuck = Math.floor(bits / 2) % 2 === 1;
  context.held = locks.filter((_, at) => Math.floor(bits / 2 ** (2 + at)) % 2 === 1);
  context.call = bits;
  return context;
}

function stateOf({ irqsOff, stuck, held, call }: Context): unknown {
  return { irqsOff, stuck, held: held.map(({ name }) => name), call };
}

test('a context comes back to its saved state, and all its flags are told apart', () => {
  const seen = new Set<unknown>();
  const ALL = 2 ** (2 + locks.length);
  for (let bits = 0; bits < ALL; bits += 1) {
    const context = contextWith(bits);
    const kept: unknown[] = [];
    context.bank(locks).read(kept, 2);
    const flags = context.bank(locks).registers.find(({ pool }) => pool === 'flags');
    seen.add(flags?.observe());
    const other = contextWith(ALL - 1 - bits);
    other.bank(locks).write(kept, 2);
    expect(stateOf(other)).toEqual(stateOf(context));
  }
  expect(seen.size).toBe(ALL);
});

test('a step at the head of a loop waits for what it would wait for anywhere else', () => {
  const [lock] = locks;
  const context = new Context('cpu1');
  const taking = atLoopHead(Symbol('loop'), lock!.lockIrqsave('lock'));
  expect(taking.enabled(context)).toBe(true);
  lock!.owner = new Context('cpu0');
  expect(taking.enabled(context)).toBe(false);
  const free = atLoopHead(
    Symbol('loop'),
    step('never waits', () => 1),
  );
  expect(free).toHaveProperty('enabled', always);
});
