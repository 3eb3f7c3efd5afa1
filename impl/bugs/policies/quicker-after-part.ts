import { exponentialToDrain } from '../../policies/exponential.ts';
import type { PolicyBug } from './policy-bug.ts';

export const quickerAfterPart: PolicyBug<number> = {
  finding: null,
  changes:
    'It is quicker after a part was erased, although it says that only a drain starts it ' +
    'again.',
  realistic:
    'Some progress looks like memory that is back; under pressure it makes the work run at ' +
    'once.',
  caughtBy: 'failure',
  policy: {
    ...exponentialToDrain,
    name: 'quicker-after-part',
    next(runs, run) {
      const retry = exponentialToDrain.next(runs, run);
      return run.erased > 0 && run.left > 0 ? { ...retry, delayJiffies: 10 } : retry;
    },
  },
};
