import { describe, expect, test } from 'vitest';
import { contractCases, gateCases, unjudgedCases } from '../../cli/gate-cases.ts';
import type { DesignResult } from '../../explore/checking/verdict.ts';
import { own1 } from '../../model/properties/ownership.ts';
import { NOTHING_ALLOWED } from '../../report/gate/allow-list.ts';
import { gateAll } from '../../report/gate/gate.ts';

const ref = { design: 'mainline', policy: null };
const result: DesignResult = {
  ...ref,
  callers: 'careless',
  verdicts: [{ property: own1, verdict: { kind: 'not-applicable' } }],
  script: null,
  stopped: null,
  coverage: { exhausted: [], cut: null },
  unrepeated: null,
  stats: { runs: 1, actions: 1, states: 1, collisions: null, seconds: 1 },
};

async function outcomes(faults: readonly string[]): Promise<readonly string[]> {
  const cells = gateAll([result], { kind: 'allowed', list: NOTHING_ALLOWED });
  const background = { files: new Map(), expected: null };
  const cases = await gateCases([{ ref, result, faults }], cells, background);
  return cases.map(({ suite, name, outcome, text }) => `${suite}: ${name} ${outcome}: ${text}`);
}

const SUITE = 'mainline, careless callers';
const SKIPPED = `${SUITE}: OWN-1 skipped: the property is not about this design`;

describe('the cases of a gate', () => {
  test('fail where a reported run does not happen again', async () => {
    expect(await outcomes([])).toEqual([SKIPPED, `${SUITE}: replay passed: `]);
    expect(await outcomes(['a: replayed: other', 'b'])).toEqual([
      SKIPPED,
      `${SUITE}: replay failed: a: replayed: other\nb`,
    ]);
  });

  test('have the same names before and after they are judged', async () => {
    const before = unjudgedCases([result], [own1]).map(({ suite, name }) => `${suite}: ${name}`);
    const after = (await outcomes([])).map((line) => line.replace(/ (?:passed|skipped): .*$/, ''));
    expect(before).toEqual(after);
  });

  test('have none for the contract where no work retries', () => {
    expect(contractCases(null)).toEqual([]);
  });
});
