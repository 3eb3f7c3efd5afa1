import type { Coroutine } from '../../kernel/effect.ts';
import { stepsChanged } from './steps-changed.ts';

/** The same steps, of which those called `at` do `then` as well, with what they have sent. */
export function afterStep<R, Sent>(
  steps: Coroutine<R>,
  at: string,
  then: (sent: Sent) => void,
): Coroutine<R> {
  return stepsChanged(steps, (own) => {
    if (own.at !== at) return own;
    const apply = (): unknown => {
      const sent = own.apply();
      then(sent as Sent);
      return sent;
    };
    return { ...own, apply };
  });
}
