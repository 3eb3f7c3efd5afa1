/** What the results of those commands amount to that do not check a design. */
import { describe, expect, test } from 'vitest';
import { EXIT, worst } from '../../cli/process/exit-code.ts';
import { checkPolicy } from '../../explore/contract/policy-contract.ts';
import type { CheckedRecording } from '../../explore/recorded/check-recording.ts';
import type { Hunted, JudgedAttempt } from '../../explore/studies/bugs/attempt.ts';
import { flat10ms } from '../../impl/policies/flat-10ms.ts';
import { concludeBugs } from '../../report/bugs/bugs-report.ts';
import { CONCLUSIONS, gravest } from '../../report/conclusion/conclusion.ts';
import { concludeProofs, type ProofReport } from '../../report/proofs/proof-report.ts';
import { recordedEnding } from '../../report/recorded/recorded-ending.ts';
import { ruleOnRecording } from '../../report/recorded/recording-ruling.ts';
import { starveEnding } from '../../report/starvation/starve-ending.ts';

const KEPT = checkPolicy(flat10ms);
const BROKEN = checkPolicy({ ...flat10ms, capJiffies: 5 });
const COST = { cost: '1/0/0/3' };

describe('of several conclusions', () => {
  test('of several conclusions the one wins whose exit code wins', () => {
    for (const one of CONCLUSIONS) {
      for (const other of CONCLUSIONS) {
        expect(EXIT[gravest([one, other])]).toBe(worst([EXIT[one], EXIT[other]]));
      }
    }
    expect(gravest([])).toBe('ok');
  });
});

describe('starvation', () => {
  const searched = { lasso: null, broken: null, states: 5, truncated: false };
  const cut = { ...searched, truncated: true };

  test('that nobody starves is inconclusive if a scene was not searched to its end', () => {
    expect(starveEnding([searched, searched], KEPT).conclusion).toBe('ok');
    const { says, conclusion } = starveEnding([searched, cut], null);
    expect(conclusion).toBe('inconclusive');
    expect(says).toContain('in none of the 2 scenes, as far as they were searched.');
  });

  test('a policy that breaks its contract is a violation although nobody starves', () => {
    expect(starveEnding([searched, cut], BROKEN).conclusion).toBe('violated');
  });
});

describe('a seeded bug', () => {
  const MISSED = { caught: null, bound: null } as JudgedAttempt;
  const CUT = { caught: null, bound: '60 s' } as JudgedAttempt;
  const CAUGHT = { caught: {}, bound: null } as JudgedAttempt;

  function concluded(...attempts: readonly JudgedAttempt[]): string {
    const hunted = [{ attempts } as unknown as Hunted];
    return concludeBugs({ bugs: [], hunted, policies: [], engines: [], isSelection: true });
  }

  test('a seeded bug that no engine catches is a violation if one had time enough', () => {
    expect(concluded(MISSED, CUT)).toBe('violated');
    expect(concluded(CUT, CUT)).toBe('inconclusive');
    expect(concluded(MISSED, CAUGHT)).toBe('ok');
    expect(concluded()).toBe('ok');
  });

  test('a wrong policy must break the clause that is to catch it', () => {
    const all = { bugs: [], hunted: [], engines: [], isSelection: true };
    const judged = { policy: 'a', must: 'bounds', broken: [{ clause: 'cap', runs: 1 }] } as const;
    expect(concludeBugs({ ...all, policies: [judged] })).toBe('violated');
    expect(concludeBugs({ ...all, policies: [{ ...judged, must: 'cap' }] })).toBe('ok');
  });
});

describe('a proof', () => {
  const comparison = {
    design: 'a',
    policy: 'b',
    steps: 1,
    randomSteps: 1,
    mismatch: null,
    unmet: { recovery: [], lifetime: [] },
    bound: null,
  };
  const proved: ProofReport = { contract: null, proofs: [], comparisons: [comparison] };

  test('a proof of what only a part of the code was compared with is inconclusive', () => {
    expect(concludeProofs(proved)).toBe('ok');
    const cut = { ...comparison, bound: '10 states' };
    expect(concludeProofs({ ...proved, comparisons: [comparison, cut] })).toBe('inconclusive');
    expect(concludeProofs({ ...proved, contract: BROKEN })).toBe('violated');
  });
});

describe('a recording', () => {
  const conviction = { line: 7, property: 'OWN-1', why: 'so', signature: 'OWN-1 so' };
  const recorded: CheckedRecording = {
    kind: 'checked',
    file: 'a.jsonl',
    design: 'llist',
    lines: 9,
    replayed: { kind: 'reproduced', lines: 9 },
    convictions: [{ ...conviction, carelessSince: 3 }],
  };
  const column = { design: 'llist', policy: null, properties: { 'OWN-1': { 'OWN-1 so': COST } } };
  const careless = { ...column, callers: 'careless' } as const;

  function matrixOf(results: readonly (typeof careless)[]) {
    return { version: 3 as const, known: {}, scopes: {}, results: [...results] };
  }

  test('a recording of a breach that the matrix does not have is a violation', () => {
    expect(ruleOnRecording(recorded, matrixOf([careless])).conclusion).toBe('ok');
    expect(ruleOnRecording(recorded, matrixOf([])).conclusion).toBe('violated');
  });

  test('a known breach does not make another one of the property known', () => {
    const other = { ...conviction, signature: 'OWN-1 a', carelessSince: 3 };
    const both = { ...recorded, convictions: [...recorded.convictions, other] };
    expect(ruleOnRecording(both, matrixOf([careless]))).toMatchObject({
      conclusion: 'violated',
      convictions: [{ isKnown: true }, { isKnown: false }],
    });
  });

  test('a breach by careless callers does not make one by well-behaved callers known', () => {
    const defect = { ...recorded, convictions: [{ ...conviction, carelessSince: null }] };
    expect(ruleOnRecording(defect, matrixOf([careless])).conclusion).toBe('violated');
  });

  test('a recording that is not replayed leaves the others inconclusive', () => {
    const other = { kind: 'unsupported', file: 'b', engine: 'x', why: 'so' } as const;
    const ruled = [recorded, other].map((one) => ruleOnRecording(one, matrixOf([careless])));
    expect(recordedEnding(ruled)).toMatchObject({
      says: expect.stringContaining('1 recordings replayed, 9 lines, 1 not\n') as string,
      conclusion: 'inconclusive',
    });
  });

  test('nothing is said of lines if no recording was replayed', () => {
    const other = { kind: 'unsupported', file: 'b', engine: 'x', why: 'so' } as const;
    expect(recordedEnding([ruleOnRecording(other, matrixOf([careless]))])).toEqual({
      says: 'no recording replayed, 1 not modelled',
      conclusion: 'inconclusive',
    });
  });
});
