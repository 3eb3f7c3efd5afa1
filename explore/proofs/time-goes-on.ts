import { asserts, LOGIC, type Obligation, smtText } from './obligation.ts';
import { erasedWithin, recoveryBound } from './recovery-proofs.ts';
import { recoverySystem } from './recovery-system.ts';
import { declare, declareConstants } from './smt-lib.ts';
import { conjunction } from './transition-system.ts';
import { literal, not, substitute } from './term.ts';

/** Steps that bring the work nearer to its end, or let time pass. */
const ONWARDS = [
  'the timer expires',
  'the work begins to run',
  'taken pages leave',
  'the work decides',
  'the work returns',
  'time passes',
];

/**
 * A bound would mean nothing in a system whose clock can stop. So, whenever no time can pass, the
 * work can go on, and in each run of the work it can do so only a finite number of times.
 */
export function timeGoesOn(): Obligation {
  const { initial, steps } = recoverySystem;
  const onwards = steps.filter(({ name }) => ONWARDS.includes(name));
  const ofOne = (name: string) => (name === 'some' ? literal(1) : undefined);
  return {
    id: 'b-time-goes-on',
    says: 'and the clock is never stopped',
    text: smtText([
      '; wherever no jiffy can pass, the work can go on',
      ...LOGIC,
      ...declareConstants(recoverySystem),
      ...declare(initial),
      asserts(conjunction(erasedWithin(recoveryBound).invariant)),
      ...onwards.map(({ when }) => asserts(not(substitute(when, ofOne)))),
    ]),
  };
}
