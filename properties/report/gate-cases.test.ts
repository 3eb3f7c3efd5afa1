import { describe, expect, test } from 'vitest';
import { checkPolicy } from '../../explore/contract/policy-contract.ts';
import type { DesignResult } from '../../explore/checking/verdict.ts';
import { flat10ms } from '../../impl/policies/flat-10ms.ts';
import { own1 } from '../../model/properties/ownership.ts';
import type { CheckReport } from '../../report/formats/check-report.ts';
import { checkReportOf, unjudgedReportOf } from '../../report/reporters/check-report-of.ts';
import { reportedResultOfTests } from './reported-result-of-tests.ts';

const result: DesignResult = {
  design: 'mainline',
  policy: null,
  callers: 'careless',
  verdicts: [{ property: own1, verdict: { kind: 'not-applicable' } }],
  script: null,
  stopped: null,
  entries: {},
  inScopes: [],
  coverage: { exhausted: [], cut: null },
  stated: null,
  faults: [],
  unrepeated: null,
  stats: {
    runs: 1,
    actions: 1,
    states: 1,
    collisions: null,
    seconds: 1,
    searches: 1,
    fromCache: 0,
  },
};

/** The cases of a report, each with the name of its suite. */
function casesIn({ suites }: CheckReport) {
  return suites.flatMap(({ name: suite, cases }) =>
    cases.map(({ name, outcome, text }) => ({ suite, name, outcome, text })),
  );
}

function outcomes(faults: readonly string[]): readonly string[] {
  const cases = casesIn(checkReportOf(reportedResultOfTests([result], { faults }), '0.0.0'));
  return cases.map(({ suite, name, outcome, text }) => `${suite}: ${name} ${outcome}: ${text}`);
}

const SUITE = 'mainline, careless callers';
const SKIPPED = `${SUITE}: OWN-1 skipped: the property is not about this design`;

describe('the cases of a gate', () => {
  test('the replay case of a gate fails if a reported run does not happen again', () => {
    expect(outcomes([])).toEqual([SKIPPED, `${SUITE}: replay passed: `]);
    expect(outcomes(['a: replayed: other', 'b'])).toEqual([
      SKIPPED,
      `${SUITE}: replay failed: a: replayed: other\nb`,
    ]);
  });

  test('the cases of a gate have the same names before and after they are judged', () => {
    const { plan } = reportedResultOfTests([result]);
    const before = casesIn(unjudgedReportOf({ plan, policies: [] }, '0.0.0'));
    const after = outcomes([]).map((line) => line.replace(/ (?:passed|skipped): .*$/, ''));
    expect(before.map(({ suite, name }) => `${suite}: ${name}`)).toEqual(after);
    expect(before.map(({ outcome }) => outcome)).toEqual(['inconclusive', 'inconclusive']);
  });

  test('a gate has a case for the contract of a policy, before and after, if there is one', () => {
    const policies = [{ side: null, contract: checkPolicy(flat10ms) }];
    const outcome = reportedResultOfTests([result], { policies });
    const contract = { suite: 'policy flat-10ms', name: 'contract', outcome: 'passed', text: '' };
    expect(casesIn(checkReportOf(outcome, '0.0.0'))[0]).toEqual(contract);
    const before = unjudgedReportOf({ plan: outcome.plan, policies }, '0.0.0');
    expect(casesIn(before)[0]).toEqual(contract);
    expect(outcomes([]).some((line) => line.includes('contract'))).toBe(false);
  });
});
