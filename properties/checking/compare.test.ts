/** "Does my change preserve the invariants?", asked of designs that differ in a known way. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_OPTIONS } from '../../explore/checking/check-plan.ts';
import { compareResults } from '../../explore/checking/compare-results.ts';
import { type Comparison, isDifferent, newWays } from '../../explore/checking/comparison.ts';
import { formatScope } from '../../explore/run/scope.ts';
import type { DesignResult } from '../../explore/checking/verdict.ts';
import type { Counterexample } from '../../explore/minimal/counterexample.ts';
import { llist } from '../../impl/designs/llist.ts';
import { marker } from '../../impl/designs/marker.ts';
import { step } from '../../impl/kernel/effect.ts';
import { allProperties } from '../../model/properties/all.ts';
import { formatComparison } from '../../report/comparison/comparison.ts';
import { ruleOnComparison } from '../../report/comparison/comparison-ruling.ts';
import { asking, checkHere, COMPARED_SCOPE, compareHere } from './compare-in-thread.ts';

/** The work does not arm itself after it has put entries back. */
const restsForEver: typeof llist = {
  ...llist,
  name: 'rests-for-ever',
  rearm: () => step('iova_deferred_free_work: re-arm', () => undefined),
};

const judged = allProperties.filter(({ id }) => ['MEM-1', 'LST-1', 'WRK-1'].includes(id));
const NO_CLAUSES = { A: [], B: [] };
const NOT_SHOWN = { departs: null, parts: null, breaks: [], shows: false };
const RANDOM = { engines: ['random'], runs: 100 } as const;

function kindOf(comparison: Comparison): string {
  return ruleOnComparison(comparison, NO_CLAUSES).kind;
}

function says(comparison: Comparison): string {
  return ruleOnComparison(comparison, NO_CLAUSES).says;
}

function questions({ open }: Comparison): readonly string[] {
  return open.map(({ says: what }) => what);
}

function withoutBreaches(result: DesignResult): DesignResult {
  return {
    ...result,
    verdicts: result.verdicts.map(({ property }) => ({
      property,
      verdict: { kind: 'holds', exhausted: [], witnesses: 1 },
    })),
  };
}

function withClasses(
  result: DesignResult,
  change: (found: Counterexample) => Counterexample,
): DesignResult {
  return {
    ...result,
    verdicts: result.verdicts.map(({ property, verdict }) =>
      verdict.kind === 'violated'
        ? {
            property,
            verdict: { ...verdict, counterexamples: verdict.counterexamples.map(change) },
          }
        : { property, verdict },
    ),
  };
}

describe('a comparison of designs', () => {
  test('a comparison finds no difference between a design and its renamed copy', async () => {
    const options = { engines: ['shortest', 'random'], runs: 100 } as const;
    const same = await compareHere(llist, { ...llist, name: 'other' }, judged, options);
    expect(same.properties.filter(isDifferent)).toEqual([]);
    expect(same.properties.some(({ signatures }) => signatures.B > 0)).toBe(true);
    expect(same.shared).toBe(0);
    expect(says(same)).toBe('no difference in 3 verdicts (exhausted: a scope, below)');
    expect(kindOf(same)).toBe('no worse');
  });

  test('a comparison finds what a change breaks, and that A keeps it in that run', async () => {
    const worse = await compareHere(llist, restsForEver, judged);
    expect(says(worse)).toBe('B breaks 1 property that A keeps: WRK-1');
    expect(kindOf(worse)).toBe('worse');
    const [changed, ...others] = worse.properties.filter(isDifferent);
    expect(others).toEqual([]);
    expect(changed).toMatchObject({ verdicts: { A: 'holds', B: 'violated' }, only: { A: [] } });
    const [way] = changed === undefined ? [] : newWays(changed);
    expect(way?.found.execution.cost.calls).toBe(2);
    expect(way?.other).toMatchObject({ departs: null, parts: null, breaks: [], shows: false });
    expect(way?.ruledOut).toBe('in the scope');
  });

  test('a change that mends a defect is no worse, and the run of the defect is kept', async () => {
    const better = await compareHere(restsForEver, llist, judged);
    expect(says(better)).toMatch(/^B keeps every property that A keeps \(exhausted/);
    expect(ruleOnComparison(better, NO_CLAUSES).besides[0]).toBe('mended, B holds: WRK-1');
    expect(kindOf(better)).toBe('no worse');
    expect(better.properties.flatMap(({ only }) => only.A)).toHaveLength(1);
  });

  test('a comparison does not depend on what the designs are called', async () => {
    const before = await compareHere(llist, restsForEver, judged);
    const names = { A: { ...llist, name: 'x' }, B: { ...restsForEver, name: 'x' } };
    expect(await compareHere(names.A, names.B, judged)).toEqual(before);
  });

  test('a comparison says which properties that A keeps are not about B', async () => {
    const other = await compareHere(llist, marker, judged);
    expect(says(other)).toContain('but for those that are not about B: LST-1, WRK-1 (exhausted');
  });

  test('a comparison names what B breaks that is not about A, and asks A nothing', async () => {
    const results = {
      A: [await checkHere(marker, judged)],
      B: [await checkHere(restsForEver, judged)],
    };
    const asked: string[] = [];
    const ask = asking(marker, restsForEver, judged);
    const worse = await compareResults(results, async (on, found) => {
      asked.push(`${on} ${found.signature.split(' ', 1)[0]}`);
      return ask(on, found);
    });
    expect(says(worse)).toMatch(/^B (?:.*; it )?breaks 1 property not about A: WRK-1$/);
    expect(kindOf(worse)).toBe('worse');
    expect(asked).not.toContain('A WRK-1');
    const work = worse.properties.find(({ property }) => property.id === 'WRK-1');
    expect(work?.only.B).toMatchObject([{ other: null, ruledOut: 'not about it' }]);
    const text = formatComparison({ A: 'a', B: 'b' }, ruleOnComparison(worse, NO_CLAUSES), worse);
    expect(text).toContain('on A: WRK-1 does not apply to that design\n');
  });

  test('a situation that neither side met is no difference, but not decided either', async () => {
    const scopes = [{ ...COMPARED_SCOPE, calls: 1, refusals: 0 }];
    const same = await compareHere(llist, llist, judged, { scopes });
    expect(same.properties.some(({ verdicts }) => verdicts.B === 'inconclusive')).toBe(true);
    expect(questions(same).join()).toContain('A and B, well-behaved callers: LST-1: nothing met');
    expect(kindOf(same)).toBe('inconclusive');
    const text = formatComparison({ A: 'a', B: 'b' }, ruleOnComparison(same, NO_CLAUSES), same);
    expect(text).toContain('\nNot decided on either, for the same reasons: LST-1, WRK-1\n');
  });

  test('a comparison is inconclusive if only B is undecided or nothing is exhausted', async () => {
    const scopes = [{ ...COMPARED_SCOPE, calls: 1, refusals: 0 }];
    const results = {
      A: [await checkHere(llist, judged)],
      B: [await checkHere(llist, judged, { scopes })],
    };
    const alone = await compareResults(results, asking(llist, llist, judged));
    expect(kindOf(alone)).toBe('inconclusive');
    expect(questions(alone).join()).toContain('B, well-behaved callers: WRK-1: nothing met');
    const chance = await compareHere(llist, llist, judged, RANDOM);
    expect(kindOf(chance)).toBe('inconclusive');
  });

  test('a comparison of cut searches is inconclusive unless B breaks something new', async () => {
    const search = { ...DEFAULT_OPTIONS.search, maxStates: 60 };
    const same = await compareHere(llist, llist, judged, { search });
    expect(kindOf(same)).toBe('inconclusive');
    expect(questions(same)[0]).toContain('A, well-behaved callers: 60 states of cpus=1');
    const all = { ...DEFAULT_OPTIONS.search, maxStates: 1e6 };
    const results = {
      A: [await checkHere(llist, judged, { search })],
      B: [await checkHere(restsForEver, judged, { search: all })],
    };
    const worse = await compareResults(results, asking(llist, restsForEver, judged));
    expect(says(worse)).toBe('B breaks 1 property in a way that A does not: WRK-1');
  });
});

describe('what only one check has found', () => {
  test('a signature is no difference if the same calls show it on the other design', async () => {
    const found = await checkHere(restsForEver, judged, RANDOM);
    const results = { A: [withoutBreaches(found)], B: [found] };
    const { properties, shared } = await compareResults(
      results,
      asking(restsForEver, restsForEver, judged),
    );
    expect(shared).toBe(4);
    expect(properties.flatMap(({ only }) => [...only.A, ...only.B])).toEqual([]);
    const work = properties.find(({ property }) => property.id === 'WRK-1');
    expect(work?.verdicts).toEqual({ A: 'violated', B: 'violated' });
  });

  test('a signature from random runs of B is ruled out on A by a search of its calls', async () => {
    const worse = await compareHere(llist, restsForEver, judged, RANDOM);
    expect(says(worse)).toBe('B breaks 1 property in a way that A does not: WRK-1');
    expect(worse.properties.flatMap(newWays)).toMatchObject([{ ruledOut: 'for its calls' }]);
  });

  test('a signature is not called a difference if the other design may show it, too', async () => {
    const found = withClasses(await checkHere(restsForEver, judged), (one) => ({
      ...one,
      proof: null,
    }));
    const results = { A: [await checkHere(llist, judged)], B: [found] };
    const comparison = await compareResults(results, async () =>
      Promise.resolve({ ...NOT_SHOWN, bound: '20000 states' }),
    );
    expect(comparison.properties.flatMap(newWays)).toEqual([]);
    expect(kindOf(comparison)).toBe('inconclusive');
    expect(questions(comparison)).toEqual([
      'well-behaved callers: WRK-1 no work is armed <- the work ended: seen on B only, ' +
        'but A may show it, too (20000 states)',
    ]);
  });

  test('a signature is a difference if a scope of both shows it on one only', async () => {
    const found = await checkHere(restsForEver, judged);
    // A has it from elsewhere, as random runs might, and not from the scope.
    const elsewhere = { ...found, inScopes: [{ scope: COMPARED_SCOPE, signatures: [] }] };
    const comparison = await compareResults(
      { A: [elsewhere], B: [found] },
      asking(llist, restsForEver, judged),
    );
    const ways = comparison.properties.flatMap(newWays);
    const work = ways.filter(({ found: { signature } }) => signature.startsWith('WRK-1 '));
    const where = { notIn: COMPARED_SCOPE, calls: 2 };
    expect(work).toMatchObject([{ elsewhere: where, ruledOut: 'in the scope' }]);
    expect(kindOf(comparison)).toBe('worse');
  });
});

describe('the text of a comparison', () => {
  const names = { A: 'before', B: 'after' };

  test('the text of a comparison begins with the answer, then lists what differs', async () => {
    const worse = await compareHere(llist, restsForEver, judged);
    const text = formatComparison(names, ruleOnComparison(worse, NO_CLAUSES), worse);
    expect(text.split('\n').slice(0, 13)).toEqual([
      'B breaks 1 property that A keeps: WRK-1',
      '  A  before',
      '  B  after',
      '',
      '       callers       A      B',
      'WRK-1  well-behaved  holds  VIOLATED 1',
      '',
      'Signatures, + of B only, - of A only:',
      '  + WRK-1 no work is armed <- the work ended',
      '      well-behaved callers; 2 calls, 23 steps, shortest in scope 1',
      '      on A: the same run breaks nothing. No run of the scope shows the signature there',
      '',
      'The other 2 of 3 verdicts are the same on both.',
    ]);
    const scope = formatScope(COMPARED_SCOPE).replace(' callers=well-behaved', '');
    expect(text.replaceAll(/\n {5}/g, ' ')).toContain(`\n  1  ${scope}\n`);
    expect(text).toMatch(/^(?:[ -~]{0,100}\n)+$/);
  });

  test('the text of a comparison never speaks of "1 verdicts" or of 0 others', async () => {
    const work = judged.filter(({ id }) => id === 'WRK-1');
    expect(says(await compareHere(llist, llist, work))).toMatch(/^no difference in 1 verdict \(/);
    const told = async (properties: typeof judged): Promise<string> => {
      const worse = await compareHere(llist, restsForEver, properties);
      return formatComparison(names, ruleOnComparison(worse, NO_CLAUSES), worse);
    };
    const alone = await told(work);
    expect(alone).not.toContain('The other');
    expect(alone).not.toContain('\n\n\n');
    const two = await told(judged.filter(({ id }) => id !== 'LST-1'));
    expect(two).toContain('\nThe other verdict is the same on both.\n\n');
    const found = await checkHere(restsForEver, work, RANDOM);
    const results = { A: [withoutBreaches(found)], B: [found] };
    const shared = await compareResults(results, asking(restsForEver, restsForEver, work));
    const text = formatComparison(names, ruleOnComparison(shared, NO_CLAUSES), shared);
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      'so counted on both and no difference: 1 signature.',
    );
  });

  test('the text of a comparison says at which action the other design departs', async () => {
    const better = await compareHere(restsForEver, marker, judged);
    const text = formatComparison(names, ruleOnComparison(better, NO_CLAUSES), better);
    expect(text).toContain('on B: WRK-1 does not apply to that design');
    expect(says(better)).not.toContain('fewer ways');
    const late = allProperties.filter(({ id }) => id === 'LIV-1');
    const scopes = [{ ...COMPARED_SCOPE, timers: 'exact' } as const];
    const worse = await compareHere(llist, restsForEver, late, { scopes });
    const told = formatComparison(names, ruleOnComparison(worse, NO_CLAUSES), worse);
    expect(told.replaceAll(/\s+/g, ' ')).toContain(
      'on A: action 25 is not possible (at most 10 jiffies may pass before the next timer ' +
        'expires); as far as it makes sense, the run breaks nothing. No run of the scope shows',
    );
  });

  test('a comparison names the clauses that only the policy of B breaks', async () => {
    const same = await compareHere(llist, llist, judged);
    expect(ruleOnComparison(same, { A: [], B: ['bounds'] })).toMatchObject({
      kind: 'worse',
      says: 'B has a policy that breaks its contract: bounds',
    });
    expect(ruleOnComparison(same, { A: ['bounds'], B: ['bounds'] }).kind).toBe('no worse');
  });
});
