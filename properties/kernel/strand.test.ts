import { expect, test } from 'vitest';
import { step } from '../../impl/kernel/effect.ts';
import type { Coroutine, Effect } from '../../impl/kernel/effect.ts';
import type { Outcome } from '../../impl/kernel/routine.ts';
import { Strand } from '../../impl/kernel/strand.ts';

/** As it can be written in a file that no compiler has seen. */
function strandOf(coroutine: () => Iterator<unknown, unknown>): Strand {
  return new Strand(null, coroutine() as unknown as Coroutine<Outcome>);
}

const one: Effect = step('one: step', () => 1);

test.each([undefined, null, 1, {}])('a coroutine that returns %o comes to no outcome', (value) => {
  const strand = strandOf(function* () {
    yield one;
    return value;
  });
  expect(() => strand.after(1)).toThrow('after "one: step" comes no outcome');
});

test.each([undefined, null, 1, {}])('a coroutine that yields %o comes to no step', (value) => {
  const strand = strandOf(function* () {
    yield one;
    yield value;
  });
  expect(() => strand.after(1)).toThrow('after "one: step" comes no step');
  expect(() => strandOf(() => [value].values())).toThrow('at the beginning comes no step');
});
