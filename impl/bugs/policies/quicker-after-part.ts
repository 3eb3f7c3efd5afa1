import { exponentialToDrain } from '../../policies/exponential.ts';
import type { PolicyBug } from './policy-bug.ts';

export const quickerAfterPart: PolicyBug<number> = {
  finding: null,
  changes:
    'The delay is short after a part was erased, although only an empty backlog is declared to ' +
    'reset it.',
  realistic:
    'Some progress looks as if memory were back, but under pressure it makes the work run often.',
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
