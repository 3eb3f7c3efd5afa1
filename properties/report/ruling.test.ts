/** What a ruling depends on besides its cells. */
import { describe, expect, test } from 'vitest';
import type { JudgedPolicy } from '../../explore/checking/judged-policies.ts';
import { checkPolicy } from '../../explore/contract/policy-contract.ts';
import type { Verdict } from '../../explore/checking/verdict.ts';
import { flat10ms } from '../../impl/policies/flat-10ms.ts';
import { NOTHING_ALLOWED, readAllowList } from '../../report/gate/allow-list.ts';
import type { GateRuling } from '../../report/gate/ruling.ts';
import { ruleOn } from '../../report/gate/ruling.ts';
import { rewritten, type Standard } from '../../report/gate/standard.ts';
import { readExpected } from '../../report/verdicts/expected.ts';
import { formatExpected } from '../../report/verdicts/format-expected.ts';
import { HOLDS, results, violated } from '../checking/verdicts.ts';
import { reportedResultOfTests } from './reported-result-of-tests.ts';

const VIOLATED = violated({ 'AVL-1 a': 2 });

function kindsIn({ cells }: GateRuling): readonly string[] {
  return cells.map(({ ruling: { kind } }) => kind);
}

function matrixOf(verdict: Verdict): Extract<Standard, { kind: 'expected matrix' }> {
  const matrix = readExpected(formatExpected(results(verdict), null), 'expected.json');
  return { kind: 'expected matrix', matrix, isWritten: false };
}

describe('an expected matrix', () => {
  test('an expected matrix is a gate, and what differs from it fails', () => {
    const { ruling } = reportedResultOfTests(results(VIOLATED), { standard: matrixOf(HOLDS) });
    expect(kindsIn(ruling)).toEqual(['failed']);
    expect(ruling).toMatchObject({ isGate: true, isPartial: false });
  });

  test('an expected matrix that is rewritten accepts what was found, and is no gate', () => {
    const standard = { ...matrixOf(HOLDS), isWritten: true };
    const outcome = reportedResultOfTests(results(VIOLATED), { standard });
    expect(kindsIn(outcome.ruling)).toEqual(['passed']);
    expect(outcome.ruling.isGate).toBe(false);
    const text = rewritten(standard, outcome.results) ?? '';
    expect(readExpected(text, 'x')).toEqual(matrixOf(VIOLATED).matrix);
  });

  test('an expected matrix is not rewritten after an interruption, and loses nothing', () => {
    const standard = { ...matrixOf(VIOLATED), isWritten: true };
    const early = results(HOLDS, { stopped: 'interrupted' });
    const { ruling, results: found } = reportedResultOfTests(early, { standard });
    expect(rewritten(standard, found)).toBeNull();
    expect(ruling).toMatchObject({ isPartial: true, accepted: { matrix: standard.matrix } });
    const none = reportedResultOfTests(early, { standard: { ...standard, matrix: null } });
    expect(none.ruling.accepted).toMatchObject({ kind: 'as expected', matrix: { results: [] } });
  });
});

describe('an allow-list', () => {
  const list: Standard = {
    kind: 'allow-list',
    fileName: 'a.txt',
    list: NOTHING_ALLOWED,
    text: null,
    isWritten: false,
  };

  test('an allow-list that is written allows what was found, and one that is not fails it', () => {
    expect(kindsIn(reportedResultOfTests(results(VIOLATED), { standard: list }).ruling)).toEqual([
      'failed',
    ]);
    const standard = { ...list, isWritten: true };
    const outcome = reportedResultOfTests(results(VIOLATED), { standard });
    expect(kindsIn(outcome.ruling)).toEqual(['passed']);
    const text = rewritten(standard, outcome.results) ?? '';
    expect([...readAllowList(text, 'a.txt').careless]).toEqual(['AVL-1 a']);
  });

  test('with an allow-list, a check that ended early is not ruled partial', () => {
    const early = results(HOLDS, { stopped: 'time ran out' });
    expect(reportedResultOfTests(early, { standard: list }).ruling.isPartial).toBe(false);
  });
});

describe('the contract of a retry policy', () => {
  const kept = checkPolicy(flat10ms);
  const broken = checkPolicy({
    ...flat10ms,
    next: (state) => ({ state, delayJiffies: 20, warn: false }),
  });

  function accepts(...policies: readonly JudgedPolicy[]): readonly boolean[] {
    const { results: found } = reportedResultOfTests(results(HOLDS));
    const { policies: ruled } = ruleOn(found, [], policies, matrixOf(HOLDS));
    return ruled.map(({ isAccepted }) => isAccepted);
  }

  test('a policy that breaks its contract is not accepted', () => {
    expect(accepts({ side: null, contract: kept })).toEqual([true]);
    expect(accepts({ side: null, contract: broken })).toEqual([false]);
  });

  test('side A may break the contract of its policy, and then side B in the same clauses', () => {
    const of = (side: 'A' | 'B', contract: typeof kept): JudgedPolicy => ({ side, contract });
    expect(accepts(of('A', broken), of('B', kept))).toEqual([true, true]);
    expect(accepts(of('A', broken), of('B', broken))).toEqual([true, true]);
    expect(accepts(of('A', kept), of('B', broken))).toEqual([true, false]);
  });
});
