/** Random runs as values of fast-check, in the hands of a user. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { leavesList } from '../../impl/bugs/leaves-list.ts';
import { hardened } from '../../impl/designs/hardened.ts';
import { type DrawnRun, runsOf } from '../../vitest.ts';

const FIXED = { seed: 3, numRuns: 60 };

test('fast-check names a run in a line, and the failure tells it', () => {
  const runs = runsOf(leavesList.design, { properties: ['WRK-1'] });
  const property = fc.property(runs, (run) => run.expectUnbroken());
  const { counterexample, errorInstance } = fc.check(property, FIXED);
  const [run] = counterexample ?? [];
  expect(fc.stringify(run)).toMatch(
    /^run of leaves-list, 2 calls, \d+ steps: WRK-1 no work is armed <- the work ended$/,
  );
  expect((errorInstance as Error).name).toBe('AssertionError');
  expect((errorInstance as Error).message).toBe(run?.tell().trimEnd());
});

test('a run that breaks nothing is told, too, and is not expected to break anything', () => {
  const [run] = fc.sample(runsOf(hardened, { properties: ['WRK-1'] }), FIXED) as [DrawnRun];
  expect(run.signatures).toEqual([]);
  run.expectUnbroken();
  expect(run.tell()).toContain('hardened (exponential-10-50-200-1000-warn-10)');
  expect(fc.stringify(run)).toMatch(/ steps: breaks nothing$/);
});

test('runs have the callers and the calls of the scope that is asked for', () => {
  const asked = { properties: ['OWN-1'], scope: 'cpus=1,calls=2,reserve=off,teardown=off' };
  const runs = fc.sample(runsOf(hardened, { ...asked, callers: 'careless' }), FIXED);
  expect(new Set(runs.map(({ execution }) => execution.scope.callers))).toEqual(
    new Set(['careless']),
  );
  const kinds = runs.flatMap(({ execution }) =>
    execution.actions.flatMap((action) => (action.do === 'start' ? [action.call.fn] : [])),
  );
  expect(kinds).toContain('free');
  expect(kinds).not.toContain('reserve');
});

test('runs of a property that is not known are refused', () => {
  expect(() => runsOf(hardened, { properties: ['X-1'] })).toThrow('no property is called "X-1"');
});
