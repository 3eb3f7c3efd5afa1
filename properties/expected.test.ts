import { describe, expect, test } from 'vitest';
import type { Cost, Execution } from '../explore/execution.ts';
import { scopeOfTests } from './scope-of-tests.ts';
import type { MinimalityProof } from '../explore/minimality.ts';
import type { DesignResult, Verdict } from '../explore/verdict.ts';
import { avl1 } from '../model/properties/availability.ts';
import { compareWithExpected, formatExpected, readExpected } from '../report/expected.ts';

const HOLDS: Verdict = { kind: 'holds', exhausted: [scopeOfTests], witnesses: 1 };

/** Violated, by runs of so many calls. */
function violated(
  calls: Readonly<Record<string, number>>,
  steps = 9,
  proof: MinimalityProof | null = null,
): Verdict {
  const classes = Object.entries(calls).map(([signature, count]) => {
    const cost: Cost = { calls: count, refusals: 0, switches: 0, steps };
    const ran = { refusedAt: [], unending: false, witnesses: [], breaches: [], actions: [] };
    const execution: Execution = { scope: scopeOfTests, ...ran, cost };
    const realisation = { kind: 'realised', fillers: 0, execution } as const;
    return { signature, execution, proof, realisation };
  });
  return { kind: 'violated', classes, witnesses: 1 };
}

function results(verdict: Verdict): readonly DesignResult[] {
  return [
    {
      design: 'mainline',
      policy: null,
      callers: 'careless',
      verdicts: [{ property: avl1, verdict }],
      script: null,
      stopped: null,
      coverage: { exhausted: [], cut: null },
      unrepeated: null,
      stats: { runs: 1, actions: 1, states: 1, collisions: null, seconds: 1 },
    },
  ];
}

/** What is said where `before` was checked in and `now` is found. */
function differences(before: Verdict, now: Verdict): readonly string[] {
  const expected = readExpected(formatExpected(results(before)), 'expected.json');
  return compareWithExpected(expected, results(now)).map(({ what }) => what);
}

describe('the expected matrix', () => {
  test('agrees with itself, and with runs that are longer than before', () => {
    expect(differences(HOLDS, HOLDS)).toEqual([]);
    expect(differences(violated({ A: 2 }), violated({ A: 3 }))).toEqual([]);
    expect(differences(violated({ A: 2 }, 9), violated({ A: 2 }, 8))).toEqual([]);
  });

  test('disagrees where a verdict changes, a signature comes or goes', () => {
    expect(differences(HOLDS, violated({ A: 2 }))).toEqual([
      'expected holds, found violated in 1 way(s); new: A',
    ]);
    expect(differences(violated({ A: 2 }), violated({ B: 2 }))).toEqual([
      'expected violated in 1 way(s), found violated in 1 way(s); new: B; gone: A',
    ]);
    expect(differences(violated({ A: 2 }), HOLDS)).toHaveLength(1);
  });

  test('disagrees where fewer calls show a known signature: a new defect under an old name', () => {
    const [what = ''] = differences(violated({ A: 4 }), violated({ A: 2 }));
    expect(what).toContain('in fewer calls (4/0/0/9 -> 2/0/0/9): A');
  });

  test('disagrees where a run is not proved the shortest any more, not where one is now', () => {
    const proved = violated({ A: 2 }, 9, { among: 'all runs', scope: scopeOfTests });
    expect(differences(proved, proved)).toEqual([]);
    expect(differences(violated({ A: 2 }), proved)).toEqual([]);
    const [what = ''] = differences(proved, violated({ A: 2 }));
    expect(what).toContain('not proved shortest any more: A');
    const forItsCalls = violated({ A: 2 }, 9, { among: 'its calls', scope: scopeOfTests });
    expect(differences(proved, forItsCalls)).toHaveLength(1);
    expect(formatExpected(results(proved))).toContain('"A": "2/0/0/9, shortest"');
  });

  test('is refused in one line where it is none', () => {
    expect(() => readExpected('[', 'expected.json')).toThrow('expected.json: not JSON');
    expect(() => readExpected('{"version":2,"results":[]}', 'x.json')).toThrow('x.json: version');
  });
});
