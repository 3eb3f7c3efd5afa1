/** What a report says of a cell: the ruling, the reason, and which run belongs to it. */
import { describe, expect, test } from 'vitest';
import type { DesignResult, Verdict } from '../../explore/checking/verdict.ts';
import { NOTHING_ALLOWED } from '../../report/gate/allow-list.ts';
import { readExpected } from '../../report/verdicts/expected.ts';
import { formatExpected } from '../../report/verdicts/format-expected.ts';
import { type CaseOfCell, caseOfCell } from '../../report/gate/case-of-cell.ts';
import { type Accepted, ruleOnCells } from '../../report/gate/rule-on-cells.ts';
import { HOLDS, results, violated } from '../checking/verdicts.ts';

const VIOLATED = violated({ 'AVL-1 a': 2, 'AVL-1 b': 3 });
const OPEN: Verdict = { kind: 'inconclusive', bound: '10 runs, which prove nothing', witnesses: 0 };
const NOT_ABOUT: Verdict = { kind: 'not-applicable' };
const NOTHING: Accepted = { kind: 'allowed', list: NOTHING_ALLOWED };
const EARLY: Partial<DesignResult> = { stopped: 'interrupted' };

function expecting(verdict: Verdict): Accepted {
  const text = formatExpected(results(verdict), null);
  return { kind: 'as expected', matrix: readExpected(text, 'expected.json') };
}

function caseOf(
  verdict: Verdict,
  accepted: Accepted,
  change: Partial<DesignResult> = {},
): Omit<CaseOfCell, 'shown'> & { readonly shown: string | null } {
  const [cell] = ruleOnCells(results(verdict, change), accepted);
  if (cell === undefined) throw new Error('there is one cell');
  const { shown, ...said } = caseOfCell(cell, (scopes) => `${scopes.length} scopes`);
  return { ...said, shown: shown?.signature ?? null };
}

describe('where nothing is accepted', () => {
  test('if nothing is accepted, only a holds passes, and says within which scopes', () => {
    const { outcome, text } = caseOf(HOLDS, NOTHING);
    expect(outcome).toBe('passed');
    expect(text).toBe('exhausted: 1 scopes');
    const others = [VIOLATED, OPEN, NOT_ABOUT].map((verdict) => caseOf(verdict, NOTHING).outcome);
    expect(others).toEqual(['failed', 'inconclusive', 'skipped']);
  });

  test('a violated cell lists its signatures, and shows the run of the first', () => {
    const { text, shown } = caseOf(VIOLATED, NOTHING);
    expect(text).toMatch(/^violated: AVL-1 a; AVL-1 b\n {2}AVL-1 a \(.*\n {2}AVL-1 b \(/);
    expect(shown).toBe('AVL-1 a');
  });

  test('an inconclusive cell names the bound', () => {
    expect(caseOf(OPEN, NOTHING).text).toBe('10 runs, which prove nothing');
  });
});

describe('against an expected matrix', () => {
  test('a cell that is violated as expected passes, and says so', () => {
    const { outcome, text, shown } = caseOf(VIOLATED, expecting(VIOLATED));
    expect({ outcome, shown }).toEqual({ outcome: 'passed', shown: null });
    expect(text).toMatch(/^violated, as accepted:\n {2}AVL-1 a \(/);
  });

  test('a cell that differs fails, says how, and shows the first run not expected', () => {
    const { outcome, text, shown } = caseOf(VIOLATED, expecting(violated({ 'AVL-1 a': 2 })));
    expect({ outcome, shown }).toEqual({ outcome: 'failed', shown: 'AVL-1 b' });
    expect(text).toMatch(/^expected violated in 1 way.*; new: AVL-1 b\n {2}AVL-1 a \(/);
    for (const verdict of [HOLDS, OPEN, NOT_ABOUT]) {
      const gone = caseOf(verdict, expecting(VIOLATED));
      expect(gone).toMatchObject({ outcome: 'failed', shown: null });
      expect(gone.text).toContain('gone: AVL-1 b');
    }
  });

  test('a cell that is inconclusive as expected does not pass', () => {
    expect(caseOf(OPEN, expecting(OPEN))).toMatchObject({
      outcome: 'skipped',
      text: 'as expected, inconclusive: 10 runs, which prove nothing',
    });
  });

  test('an early end leaves open what was not found, and fails what was not expected', () => {
    const outcomeOf = (verdict: Verdict, accepted: Accepted): string =>
      caseOf(verdict, accepted, EARLY).outcome;
    expect(outcomeOf(VIOLATED, expecting(HOLDS))).toBe('failed');
    expect(outcomeOf(violated({ 'AVL-1 a': 2 }), expecting(VIOLATED))).toBe('inconclusive');
    expect(outcomeOf(VIOLATED, expecting(VIOLATED))).toBe('inconclusive');
    expect(outcomeOf(OPEN, expecting(VIOLATED))).toBe('inconclusive');
    expect(outcomeOf(OPEN, expecting(OPEN))).toBe('inconclusive');
    expect(outcomeOf(HOLDS, expecting(HOLDS))).toBe('passed');
  });
});
