import { describe, expect, test } from 'vitest';
import type { Execution } from '../explore/execution.ts';
import type { Verdict, ViolationClass } from '../explore/verdict.ts';
import { ruleAgainstExpected, ruleOnVerdict } from '../report/gate-ruling.ts';
import { scopeOfTests } from './scope-of-tests.ts';

function classOf(signature: string): ViolationClass {
  const cost = { calls: 2, refusals: 0, switches: 0, steps: 9 };
  const ran = { refusedAt: [], unending: false, witnesses: [], breaches: [], actions: [] };
  const execution: Execution = { scope: scopeOfTests, ...ran, cost };
  return { signature, execution, proof: null, realisation: { kind: 'assumed' } };
}

const HOLDS: Verdict = { kind: 'holds', exhausted: [scopeOfTests], witnesses: 1 };
const A = classOf('AVL-1 a');
const B = classOf('AVL-1 b');
const VIOLATED: Verdict = { kind: 'violated', classes: [A, B], witnesses: 1 };
const OPEN: Verdict = { kind: 'inconclusive', bound: '10 runs, which prove nothing', witnesses: 0 };
const NOT_ABOUT: Verdict = { kind: 'not-applicable' };

describe('where nothing is expected', () => {
  test('only what holds passes, and says within which scopes', () => {
    const { outcome, text } = ruleOnVerdict(HOLDS);
    expect(outcome).toBe('passed');
    expect(text).toMatch(/^exhausted:\n {2}cpus=/);
    const others = [VIOLATED, OPEN, NOT_ABOUT].map((verdict) => ruleOnVerdict(verdict).outcome);
    expect(others).toEqual(['failed', 'inconclusive', 'skipped']);
  });

  test('what is violated lists its signatures, and shows the run of the first', () => {
    expect(ruleOnVerdict(VIOLATED)).toMatchObject({
      text: expect.stringMatching(/^violated: AVL-1 a\n {2}AVL-1 a \(.*\n {2}AVL-1 b \(/) as string,
      shown: A,
    });
  });

  test('what is inconclusive names the bound', () => {
    expect(ruleOnVerdict(OPEN).text).toBe('10 runs, which prove nothing');
  });
});

describe('against an expected matrix', () => {
  const differs = { what: 'expected holds, found ...', unexpected: ['AVL-1 b'] };
  const gone = { what: 'gone: AVL-1 c', unexpected: [] };

  test('what is violated as expected passes, and says so', () => {
    const { outcome, text, shown } = ruleAgainstExpected(VIOLATED, null, false);
    expect({ outcome, shown }).toEqual({ outcome: 'passed', shown: null });
    expect(text).toMatch(/^violated, as expected:\n {2}AVL-1 a \(/);
  });

  test('what differs fails, says how, and shows the run of the first that was not expected', () => {
    const { outcome, text, shown } = ruleAgainstExpected(VIOLATED, differs, false);
    expect({ outcome, shown }).toEqual({ outcome: 'failed', shown: B });
    expect(text).toMatch(/^expected holds, found \.\.\.\n {2}AVL-1 a \(/);
    for (const verdict of [HOLDS, OPEN, NOT_ABOUT, VIOLATED]) {
      expect(ruleAgainstExpected(verdict, gone, false)).toMatchObject({
        outcome: 'failed',
        text: expect.stringContaining('gone: AVL-1 c') as string,
        shown: null,
      });
    }
  });

  test('what is inconclusive as expected is no pass', () => {
    const { outcome, text } = ruleAgainstExpected(OPEN, null, false);
    expect({ outcome, text }).toEqual({
      outcome: 'skipped',
      text: 'as expected, inconclusive: 10 runs, which prove nothing',
    });
  });

  test('an early end leaves open what was not found, and fails what was not expected', () => {
    const outcomeOf = (verdict: Verdict, difference: typeof differs | null): string =>
      ruleAgainstExpected(verdict, difference, true).outcome;
    expect(outcomeOf(VIOLATED, differs)).toBe('failed');
    expect(outcomeOf(VIOLATED, gone)).toBe('inconclusive');
    expect(outcomeOf(VIOLATED, null)).toBe('inconclusive');
    expect(outcomeOf(OPEN, gone)).toBe('inconclusive');
    expect(outcomeOf(OPEN, null)).toBe('inconclusive');
    expect(outcomeOf(HOLDS, null)).toBe('passed');
  });
});
