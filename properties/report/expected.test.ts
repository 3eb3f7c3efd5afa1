import { describe, expect, test } from 'vitest';
import type { DesignResult, Verdict } from '../../explore/checking/verdict.ts';
import { type ExpectedMatrix, readExpected } from '../../report/verdicts/expected.ts';
import { formatExpected } from '../../report/verdicts/format-expected.ts';
import type { CellRuling } from '../../report/gate/cell-ruling.ts';
import { ruleOnCells } from '../../report/gate/rule-on-cells.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';
import { HOLDS, results, violated } from '../checking/verdicts.ts';

function matrixOf(verdict: Verdict): ExpectedMatrix {
  return readExpected(formatExpected(results(verdict), null), 'expected.json');
}

/** The ruling on `now`, if `before` was checked in. */
function rule(
  before: Verdict,
  now: Verdict,
  change: Partial<DesignResult> = {},
): CellRuling | undefined {
  const matrix = matrixOf(before);
  return ruleOnCells(results(now, change), { kind: 'as expected', matrix })[0]?.ruling;
}

/** The differences that are reported if `before` was checked in and `now` is found. */
function differences(before: Verdict, now: Verdict): readonly string[] {
  const ruling = rule(before, now);
  return ruling?.kind === 'failed' ? [ruling.why] : [];
}

describe('the expected matrix', () => {
  test('the expected matrix agrees with itself, and with runs that are longer than before', () => {
    expect(differences(HOLDS, HOLDS)).toEqual([]);
    expect(differences(violated({ A: 2 }), violated({ A: 3 }))).toEqual([]);
    expect(differences(violated({ A: 2 }, 9), violated({ A: 2 }, 8))).toEqual([]);
  });

  test('the expected matrix disagrees if a verdict changes, or a signature comes or goes', () => {
    expect(differences(HOLDS, violated({ A: 2 }))).toEqual([
      'expected holds A, found violated in 1 way; new: A',
    ]);
    expect(differences(violated({ A: 2 }), violated({ B: 2 }))).toEqual([
      'expected violated in 1 way, found violated in 1 way; new: B; gone: A',
    ]);
    expect(differences(violated({ A: 2 }), HOLDS)).toHaveLength(1);
  });

  test('the expected matrix disagrees if fewer calls show a known signature', () => {
    const [what = ''] = differences(violated({ A: 4 }), violated({ A: 2 }));
    expect(what).toContain('in fewer calls (4/0/0/9 -> 2/0/0/9): A');
  });

  test('the expected matrix disagrees if a run loses its proof, not if one gains it', () => {
    const proved = violated({ A: 2 }, 9, { among: 'all runs', scope: scopeOfTests });
    expect(differences(proved, proved)).toEqual([]);
    expect(differences(violated({ A: 2 }), proved)).toEqual([]);
    const [what = ''] = differences(proved, violated({ A: 2 }));
    expect(what).toContain('no longer proved shortest: A');
    const forItsCalls = violated({ A: 2 }, 9, { among: 'its calls', scope: scopeOfTests });
    expect(differences(proved, forItsCalls)).toHaveLength(1);
    expect(matrixOf(proved).results[0]?.properties).toEqual({
      'AVL-1': { A: { cost: '2/0/0/9, shortest in A' } },
    });
  });

  test('the expected matrix disagrees if the cost of the shortest run changes', () => {
    const shortest = { among: 'all runs', scope: scopeOfTests } as const;
    const [what = ''] = differences(
      violated({ A: 2 }, 9, shortest),
      violated({ A: 2 }, 8, shortest),
    );
    expect(what).toContain('another shortest run');
  });

  test('the expected matrix leaves open what is as expected but was searched only in part', () => {
    const part = violated({ A: 2 }, 9, null, 'cut short after 3 states');
    const coverage = { exhausted: [], cut: 'cut short after 3 states' };
    expect(rule(part, part, { coverage })).toMatchObject({ kind: 'inconclusive' });
    expect(rule(part, part)).toEqual({ kind: 'passed' });
  });

  test('the expected matrix disagrees if a property holds within other scopes', () => {
    const exhausted = [scopeOfTests, { ...scopeOfTests, cpus: 2 }];
    const wider: Verdict = { kind: 'holds', exhausted, witnesses: 1 };
    expect(differences(HOLDS, wider)).toEqual(['expected holds A, found holds AB']);
    expect(differences(wider, HOLDS)).toEqual(['expected holds AB, found holds A']);
  });

  test('the expected matrix disagrees with a column that it lacks, as under another policy', () => {
    const other = { design: 'llist', policy: 'doubling' };
    for (const change of [other, { policy: 'doubling' }]) {
      expect(rule(HOLDS, HOLDS, change)).toMatchObject({ why: 'expected nothing, found holds A' });
    }
  });

  test('only runs that the expected matrix does not have are reported', () => {
    const ruling = rule(violated({ A: 2, B: 3 }), violated({ A: 2, B: 2, C: 1 }));
    const unexpected = ruling?.kind === 'failed' ? ruling.unexpected : [];
    expect(unexpected.map(({ signature }) => signature)).toEqual(['B', 'C']);
  });

  test('after an interruption, missing signatures are left open, and new ones fail', () => {
    const cut: Verdict = { kind: 'inconclusive', bound: 'interrupted', witnesses: 0 };
    const interrupted = { stopped: 'interrupted' } as const;
    expect(rule(HOLDS, cut)?.kind).toBe('failed');
    expect(rule(HOLDS, cut, interrupted)?.kind).toBe('inconclusive');
    expect(rule(violated({ A: 2 }), cut, interrupted)?.kind).toBe('inconclusive');
    expect(rule(violated({ A: 2 }), violated({ B: 2 }), interrupted)?.kind).toBe('failed');
  });

  test('a file that is no expected matrix is refused in one line', () => {
    expect(() => readExpected('[', 'expected.json')).toThrow('expected.json: not JSON');
    expect(() => readExpected('{"version":1,"results":[]}', 'x.json')).toThrow('x.json: version');
    const text = formatExpected(results(violated({ A: 2 })), null);
    const unknown = text.replace('9" }', '9", "known": "x" }');
    expect(() => readExpected(unknown, 'x.json')).toThrow(
      'x.json: mainline: A: the table "known" has no entry "x"; add one, or name another',
    );
  });
});
