/** From a plan to its results, in this thread. */
import { describe, expect, test, vi } from 'vitest';
import { checkColumns } from '../../explore/checking/check-columns.ts';
import { DEFAULT_OPTIONS } from '../../explore/checking/check-plan.ts';
import type { Side } from '../../explore/checking/comparison.ts';
import type { Plan, PlannedColumn } from '../../explore/checking/plan.ts';
import { replayReported } from '../../explore/checking/replay-reported.ts';
import { reportedIn } from '../../explore/checking/results.ts';
import { allProperties } from '../../model/properties/all.ts';
import { COMPARED_SCOPE } from './compare-in-thread.ts';
import { workersHere } from './workers-here.ts';

const properties = allProperties.filter(({ id }) => ['MEM-2', 'WRK-1'].includes(id));

function column(design: string, side: Side | null): PlannedColumn {
  const options: PlannedColumn['options'] = {
    ...DEFAULT_OPTIONS,
    callers: 'well-behaved',
    scopes: [COMPARED_SCOPE],
    engines: ['shortest'],
  };
  return { design, policy: null, ref: { design, policy: null }, as: design, side, options };
}

function planOf(...columns: readonly PlannedColumn[]): Plan {
  return { columns, properties, seconds: null, isDefault: false };
}

const SILENT = { progress: () => undefined, checked: () => undefined };

describe('the results of a plan', () => {
  test('a plan without sides gives its columns in order, and no comparison', async () => {
    const asked: string[] = [];
    const heard: string[] = [];
    const plan = planOf(column('mainline', null), column('rests-for-ever', null));
    const results = await checkColumns(plan, workersHere(asked), {
      progress: () => undefined,
      checked: ({ result }) => heard.push(result.design),
    });
    expect(asked).toEqual(['mainline', 'rests-for-ever']);
    expect(heard).toEqual(asked);
    expect(results.checked.map(({ result }) => result.design)).toEqual(asked);
    expect(results.comparison).toBeNull();
    expect(reportedIn(results)).toBe(results.checked);
  });

  test('each side of a plan reports only signatures that the other does not have', async () => {
    const plan = planOf(column('hardened', 'A'), column('rests-for-ever', 'B'));
    const results = await checkColumns(plan, workersHere([]), SILENT);
    const [a, b] = reportedIn(results).map(({ result: { verdicts } }) =>
      verdicts.map(({ property }) => property.id),
    );
    expect([a, b]).toEqual([[], ['WRK-1']]);
  });

  test('each column of a plan gets an equal share of the seconds that are left', async () => {
    const alarms = vi.spyOn(globalThis, 'setTimeout');
    try {
      const columns = [column('mainline', null), column('mainline', null)];
      await checkColumns({ ...planOf(...columns), seconds: 100 }, workersHere([]), SILENT);
      const [first = 0, second = 0] = alarms.mock.calls.map(([, ms]) => ms);
      expect(Math.round(first / 10_000)).toBe(5);
      expect(Math.round(second / 10_000)).toBe(10);
    } finally {
      alarms.mockRestore();
    }
  });

  test('each reported run happens again, and one that does not is a fault', async () => {
    const plan = planOf(column('rests-for-ever', null));
    const [one] = (await checkColumns(plan, workersHere([]), SILENT)).checked;
    if (one === undefined) throw new Error('there is one column');
    const replayed = await replayReported(one);
    expect(replayed.faults).toEqual([]);
    expect(replayed.runs.map(({ run }) => run.expect?.property)).toEqual(['WRK-1']);
    const [{ steps, run }] = replayed.runs as [(typeof replayed.runs)[number]];
    expect(steps).toHaveLength(run.actions.length);
    const elsewhere = { ...one, column: column('hardened', null) };
    const { faults } = await replayReported(elsewhere);
    expect(faults).toEqual([`${run.expect?.signature}: replayed: shows something else`]);
    const random = { ...one.result, unrepeated: 'not deterministic' };
    const [first] = (await replayReported({ ...one, result: random })).faults;
    expect(first).toBe('a random run, replayed: not deterministic');
  });
});
