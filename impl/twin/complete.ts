import type { Context } from '../kernel/context.ts';
import type { Coroutine } from '../kernel/effect.ts';
import type { Outcome } from '../kernel/routine.ts';
import { strands } from '../kernel/strand.ts';
import type { Machine } from './machine.ts';

/** Makes a whole call on CPU 0, as no call, before the run begins. */
export function complete({ kernel, contexts }: Machine, coroutine: Coroutine<Outcome>): Outcome {
  const [context] = contexts as readonly [Context];
  context.begin(kernel, null, () => strands.begin(null, () => coroutine));
  let outcome: Outcome | null = null;
  while (outcome === null) outcome = context.step(kernel);
  return outcome;
}
