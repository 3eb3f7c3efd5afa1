import { describe, expect, test } from 'vitest';
import { busyOutage } from '../../explore/studies/backoff/busy-outage.ts';
import { wakeupsWhenCrossed } from '../../explore/studies/backoff/crossed-runs.ts';
import { type PolicyCosts, policyCosts } from '../../explore/studies/backoff/policy-costs.ts';
import { quietOutage } from '../../explore/studies/backoff/quiet-outage.ts';
import { Tally } from '../../explore/studies/backoff/tally.ts';
import { checkPolicy } from '../../explore/contract/policy-contract.ts';
import { llist } from '../../impl/designs/llist.ts';
import { exponential } from '../../impl/policies/exponential.ts';
import { flat10ms } from '../../impl/policies/flat-10ms.ts';
import { failed, type Policy } from '../../impl/policies/policy.ts';
import { warnAfter } from '../../impl/policies/warn-after.ts';
import { withPolicy } from '../../impl/designs/with-policy.ts';
import { step } from '../../impl/kernel/effect.ts';
import type { BackoffColumn } from '../../report/policies/backoff-column.ts';
import { formatBackoffCsv } from '../../report/policies/backoff-csv.ts';
import { drawBackoff } from '../../report/policies/backoff-plot.ts';
import { formatBackoffJson } from '../../report/policies/backoff-json.ts';
import { formatBackoffTable } from '../../report/policies/backoff-table.ts';

/** A policy that breaks its contract: the work runs again at once. */
const noDelay: Policy<null> = {
  ...flat10ms,
  name: 'no-delay',
  initial: null,
  startJiffies: 0,
  capJiffies: 0,
  next: () => ({ state: null, delayJiffies: 0, warn: false }),
};

function columnOf(costs: PolicyCosts, proof: BackoffColumn['proof']): BackoffColumn {
  return { costs, contract: checkPolicy(flat10ms), proof };
}

const WORKLOAD = { unmapsPerSecond: 100, pages: 64 };
const backsOff = withPolicy(llist, exponential);

describe('in a sustained outage without further calls', () => {
  test('in a sustained outage flat-10ms wakes up every 10 ms', () => {
    const { wakeups, meanRecoveryJiffies } = quietOutage(llist);
    expect(wakeups).toEqual([100, 1000, 6000]);
    // Memory is back 0 to 9 ms after a run of the work that failed: 10, 9 ... 1 ms before the next
    // one.
    expect(meanRecoveryJiffies).toEqual([5.5, 5.5, 5.5, 5.5]);
  });

  test('in a sustained outage 10-50-200-1000 wakes up at 10, 60, 260 ms, then every second', () => {
    const { wakeups, meanRecoveryJiffies } = quietOutage(backsOff);
    expect(wakeups).toEqual([3, 3 + 9, 3 + 59]);
    expect(meanRecoveryJiffies).toEqual([
      // From 10 to 19 ms until 60; from 100 to 199 until 260; within a second.
      (50 + 41) / 2,
      (160 + 61) / 2,
      (1000 + 1) / 2,
      (1000 + 1) / 2,
    ]);
  });

  test('a warning after the tenth failure comes 10 runs of the work after the outage began', () => {
    expect(quietOutage(llist).warnedJiffies).toBeNull();
    expect(
      quietOutage(withPolicy(llist, warnAfter(llist.policy ?? exponential, 10))),
    ).toMatchObject({ warnedJiffies: 100 });
    // 10, 60, 260, then 1260 to 7260.
    expect(quietOutage(withPolicy(llist, warnAfter(exponential, 10)))).toMatchObject({
      warnedJiffies: 7260,
    });
  });
});

test('a long outage ends anywhere in the longest delay, a short one before it has doubled', () => {
  const twoSeconds: Policy<number> = {
    ...flat10ms,
    name: 'two-seconds',
    initial: 0,
    capJiffies: 2000,
    next: (state, run) =>
      failed(run)
        ? {
            state: Math.min(state + 1, 3),
            delayJiffies: [50, 200, 2000][state] ?? 2000,
            warn: false,
          }
        : { state: 0, delayJiffies: 10, warn: false },
  };
  const { meanRecoveryJiffies } = quietOutage(withPolicy(llist, twoSeconds));
  expect(meanRecoveryJiffies).toEqual([(50 + 41) / 2, (160 + 61) / 2, 2001 / 2, 2001 / 2]);
});

test('a free that crosses each run of the work arms it early, whatever the policy says', () => {
  expect(wakeupsWhenCrossed(llist)).toBe(100);
  expect(wakeupsWhenCrossed(backsOff)).toBe(100);
  // If frees ask the policy for the delay, its delay is kept.
  const asks: typeof llist = {
    ...backsOff,
    name: 'asks',
    *dispose(d, object, erased, at) {
      if (erased) return yield* llist.dispose.call(this, d, object, true, at);
      yield* this.defer(d, object, at);
      yield step(`${at}: arm the idle work`, () => d.work.running || d.work.schedule(10));
    },
  };
  expect(wakeupsWhenCrossed(asks)).toBe(3);
});

describe('an outage with unmaps going on', () => {
  test('an outage with unmaps is the same twice, and its counts fit together', () => {
    const first = busyOutage(backsOff, WORKLOAD);
    expect(busyOutage(backsOff, WORKLOAD)).toEqual(first);
    expect(first.samples).toHaveLength(601);
    expect(first.samples.at(-1)).toMatchObject({ jiffies: 60_000, wakeups: first.wakeups[2] });
    expect(first.wasted).toBeLessThanOrEqual(first.wakeups[2] as number);
    expect(Math.max(...first.samples.map(({ deferred }) => deferred))).toBeLessThanOrEqual(
      first.peakDeferred,
    );
    expect(first.deferrals).toBeGreaterThan(0);
    expect(first.crowdedOut).toBeGreaterThan(0);
    expect(first.exhaustedJiffies).not.toBeNull();
    expect(first.recoveryJiffies).toBeLessThanOrEqual(1000);
  });

  test('an outage with unmaps has fewer wakeups under backoff', () => {
    const [flat, less] = [llist, backsOff].map((design) => busyOutage(design, WORKLOAD));
    expect(flat?.wakeups[2]).toBeGreaterThan(2 * (less?.wakeups[2] ?? Infinity));
  });
});

test('the costs of a work that runs again at once cannot be measured', () => {
  const atOnce: typeof llist = {
    ...llist,
    name: 'at-once',
    rearm: (d) => step('at once', () => d.work.schedule(0)),
  };
  expect(() => quietOutage(atOnce)).toThrow('a delay of 0');
});

test('a run of the work is wasted if it erased nothing', () => {
  const tally = new Tally(() => true);
  const range = { lo: 5, hi: 6 };
  const work = (state: 'armed' | 'running' | 'idle'): void =>
    tally.hear({ kind: 'work', state, dueJiffies: null });
  tally.hear({ kind: 'deferred', range, call: 1, at: '' });
  work('running');
  // It arms itself while it runs.
  work('running');
  work('armed');
  expect([tally.wakeups, tally.wasted, tally.deferred.size]).toEqual([1, 1, 1]);
  work('running');
  tally.hear({ kind: 'erased', range, call: null });
  work('idle');
  expect([tally.wakeups, tally.wasted, tally.deferred.size]).toEqual([2, 1, 0]);
});

test('a map is crowded out if only deferred ranges leave it no room and memory is there', () => {
  const tally = new Tally(({ sizePages }) => sizePages === 1);
  const refuse = (call: number, sizePages: number): void => {
    const what = { fn: 'alloc', sizePages, limit: 9, aligned: true } as const;
    tally.hear({ kind: 'invoked', call, on: 'cpu0', what });
    if (call === 1) tally.hear({ kind: 'memory', call, need: 'store', granted: false });
    tally.hear({ kind: 'responded', call, granted: null, refused: true, because: '' });
  };
  const counts = (): unknown => [tally.refused, tally.crowdedOut, tally.exhaustedJiffies];
  refuse(1, 1);
  expect(counts()).toEqual([1, 0, null]);
  refuse(2, 2);
  expect(counts()).toEqual([2, 0, null]);
  tally.hear({ kind: 'time', byJiffies: 7 });
  refuse(3, 1);
  expect(counts()).toEqual([3, 1, 7]);
});

describe('reports of costs', () => {
  const costs = [llist, backsOff].map((design) => policyCosts(design, WORKLOAD));

  test('costs are a table that fits into a mail, even with nine policies', () => {
    const nine = Array.from({ length: 9 }, (_, at) => costs[at % 2] as (typeof costs)[0]);
    const columns = nine.map((one) => columnOf(one, 'yes'));
    const text = formatBackoffTable('llist', columns, WORKLOAD);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    expect(text).toMatch(/^ {2}at the latest +10 +1000 +10/m);
    expect(text).toMatch(/^ {2}window missed forever +9 +999/m);
    expect(text).not.toContain('"-"');
  });

  test('the table of costs shows a broken contract, and a proof that is not about a policy', () => {
    const [one, other] = costs as [PolicyCosts, PolicyCosts];
    const broken = checkPolicy({ ...exponential, capJiffies: 500 });
    const columns = [columnOf(one, 'yes'), { ...columnOf(other, 'no'), contract: broken }];
    const text = formatBackoffTable('llist', columns, WORKLOAD);
    expect(text).toMatch(/^ {2}keeps its contract +yes +NO$/m);
    expect(text).toMatch(/^ {2}proof \(a\) to \(c\) +yes +no$/m);
    const { policies } = JSON.parse(formatBackoffJson('llist', columns, WORKLOAD)) as {
      policies: readonly Readonly<Record<string, unknown>>[];
    };
    expect(policies.map(({ keepsContract, proof }) => [keepsContract, proof])).toEqual([
      [true, 'yes'],
      [false, 'no'],
    ]);
    expect(policies[1]?.['policyBreaches']).toMatchObject([{ clause: 'bounds' }]);
  });

  test('the table of costs shows what cannot be measured', () => {
    const costsOfNoDelay = policyCosts(withPolicy(llist, noDelay), WORKLOAD);
    expect(costsOfNoDelay).toMatchObject({ quiet: null, crossedWakeups: null, busy: null });
    const text = formatBackoffTable('llist', [columnOf(costsOfNoDelay, 'no')], WORKLOAD);
    expect(text).toContain('"-": not measured');
    expect(text).toMatch(/^ {2}at the latest +0$/m);
    expect(text).toMatch(/^ {2}wakeups in 60 s +-$/m);
    expect(text).toMatch(/^ {2}memory back: all erased in +-$/m);
  });

  test('the table of costs says if a recovery takes longer than promised', () => {
    const slow = { ...flat10ms, name: 'slow', capJiffies: 5 };
    const text = formatBackoffTable(
      'llist',
      [columnOf(policyCosts(withPolicy(llist, slow), WORKLOAD), 'no')],
      WORKLOAD,
    );
    expect(text).toMatch(/^ {2}at the latest +>5$/m);
  });

  test('the CSV of costs has one line for each policy and moment', () => {
    const lines = formatBackoffCsv(costs).trimEnd().split('\n');
    expect(lines).toHaveLength(1 + 2 * 601);
    expect(lines[1]).toBe('flat-10ms,0,0,0,0');
  });

  test('the plot of costs is a standalone SVG with a line a policy in three panels', async () => {
    const svg = await drawBackoff('a < b', costs, WORKLOAD);
    expect(await drawBackoff('a < b', costs, WORKLOAD)).toBe(svg);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain('a &lt; b');
    expect(svg).not.toMatch(/href|url\(|@import/);
    expect(openTags(svg)).toEqual([]);
    const panels = svg.split('<svg ').slice(2);
    expect(panels.map((panel) => panel.split('aria-label="line"').length - 1)).toEqual([2, 2, 2]);
    for (const label of ['deferred ranges', 'wakeups of the work so far', 'seconds since']) {
      expect(svg).toContain(label);
    }
    for (const { policy } of costs) expect(svg).toContain(`>${policy}</text>`);
  });
});

/** Tags that are opened and not closed, or closed and not opened. */
function openTags(xml: string): readonly string[] {
  const open: string[] = [];
  for (const [, closes, name = '', alone] of xml.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/gi)) {
    if (alone === '/') continue;
    if (closes !== '/') open.push(name);
    else if (open.pop() !== name) return [`/${name}`];
  }
  return open;
}
