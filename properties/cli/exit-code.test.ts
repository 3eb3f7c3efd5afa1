/** The exit code of a ruling. */
import { describe, expect, test } from 'vitest';
import { exitCodeOf } from '../../cli/pipeline/exit-code-of.ts';
import { checkPolicy } from '../../explore/contract/policy-contract.ts';
import type { Verdict } from '../../explore/checking/verdict.ts';
import { flat10ms } from '../../impl/policies/flat-10ms.ts';
import type { GateRuling } from '../../report/gate/ruling.ts';
import { HOLDS, results, violated } from '../checking/verdicts.ts';
import { reportedResultOfTests } from '../report/reported-result-of-tests.ts';

const VIOLATED = violated({ 'AVL-1 a': 2 });
const OPEN: Verdict = { kind: 'inconclusive', bound: '10 runs, which prove nothing', witnesses: 0 };

function rulingOn(...verdicts: readonly Verdict[]): GateRuling {
  return reportedResultOfTests(verdicts.flatMap((verdict) => results(verdict))).ruling;
}

describe('the exit code', () => {
  test('the exit code is that of the cells: 1 wins over 3, and 3 over 0', () => {
    const code = (...verdicts: readonly Verdict[]): number =>
      exitCodeOf(rulingOn(...verdicts), true);
    expect(code(HOLDS)).toBe(0);
    expect(code(HOLDS, { kind: 'not-applicable' })).toBe(0);
    // Nothing that was asked for was judged.
    expect(code({ kind: 'not-applicable' })).toBe(3);
    expect(code(HOLDS, OPEN)).toBe(3);
    expect(code(OPEN, VIOLATED, HOLDS)).toBe(1);
  });

  test('the exit code is 1 for a policy that breaks its contract, whatever holds', () => {
    const policy = { side: null, contract: checkPolicy(flat10ms) };
    const ruled = (isAccepted: boolean): GateRuling => ({
      ...rulingOn(OPEN),
      policies: [{ ...policy, isAccepted }],
    });
    expect(exitCodeOf(ruled(true), true)).toBe(3);
    expect(exitCodeOf(ruled(false), true)).toBe(1);
  });

  test('the exit code is 5 if a run does not happen again, and 2 if a file is not written', () => {
    const faulty = reportedResultOfTests(results(VIOLATED), {
      faults: ['a: replayed: other'],
    }).ruling;
    expect(exitCodeOf(faulty, true)).toBe(5);
    expect(exitCodeOf(faulty, false)).toBe(2);
  });

  test('the exit code of an update depends only on whether it was interrupted', () => {
    const ruling: GateRuling = { ...rulingOn(VIOLATED), isGate: false };
    expect(exitCodeOf(ruling, true)).toBe(0);
    expect(exitCodeOf({ ...ruling, isPartial: true }, true)).toBe(3);
  });
});
