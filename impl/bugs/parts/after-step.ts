import type { Coroutine } from '../../kernel/effect.ts';
import { stepsChanged } from './steps-changed.ts';

/** The same steps, of which those called `at` do `then` as well, given what they return. */
export function afterStep<R>(
  steps: Coroutine<R>,
  at: string,
  then: (sent: unknown) => void,
): Coroutine<R> {
  return stepsChanged(steps, (own) => {
    if (own.at !== at) return own;
    const apply = (): unknown => {
      const sent = own.apply();
      then(sent);
      return sent;
    };
    return { ...own, apply };
  });
}
