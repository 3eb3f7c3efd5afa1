/** What a check takes from an earlier one, and what it searches again. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunnerOfDesigns } from '../../explore/checking/check-columns.ts';
import { type CheckOptions, DEFAULT_OPTIONS } from '../../explore/checking/check-plan.ts';
import { checkDesign } from '../../explore/checking/check.ts';
import type { Findings } from '../../explore/checking/findings.ts';
import { TaskBoard } from '../../explore/checking/task-board.ts';
import type { DesignResult } from '../../explore/checking/verdict.ts';
import type { DesignRef } from '../../explore/loading/load-design.ts';
import { loadDesign } from '../../explore/loading/load-design.ts';
import type { Script } from '../../explore/run/script.ts';
import { KeptRunners, type ReuseTrouble } from '../../explore/reuse/kept-runner.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { allProperties } from '../../model/properties/all.ts';
import { COMPARED_SCOPE } from '../checking/compare-in-thread.ts';
import { DMA32 } from '../run/scripted-run.ts';
import { workersHere } from '../checking/workers-here.ts';

const SCOPE = { ...COMPARED_SCOPE, calls: 1 };
const properties = allProperties.filter(({ id }) => ['MEM-2', 'WRK-1'].includes(id));
/** It breaks `WRK-1`, so a run is made simple, too. */
const BUG: DesignRef = { design: 'rests-for-ever', policy: null };
/** It breaks nothing, so that each search is that of a scope. */
const SOUND: DesignRef = { design: 'hardened', policy: null };
const SCRIPT: Script = [
  { on: 'cpu0', call: { fn: 'alloc', sizePages: 1, limit: DMA32, aligned: true } },
];

interface Asked {
  readonly ref?: DesignRef;
  readonly options?: Partial<CheckOptions>;
  readonly judged?: typeof properties;
  readonly isFresh?: boolean;
  readonly change?: (findings: Findings, board: TaskBoard) => Findings;
}

describe('a check beside a cache', () => {
  let folder: string;
  let heard: ReuseTrouble[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
    heard = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function check({
    ref = BUG,
    options = {},
    judged = properties,
    isFresh = false,
    change = (findings) => findings,
  }: Asked = {}): Promise<DesignResult> {
    const board = TaskBoard.forJobs(1);
    const workers = workersHere([], board);
    const changing: RunnerOfDesigns = {
      on(design, of) {
        const doer = workers.on(design, of);
        return {
          ...doer,
          doTask: async (task, job, threads) => {
            const findings = await doer.doTask(task, job, threads);
            return findings === null ? null : change(findings, board);
          },
        };
      },
    };
    const tell = (trouble: ReuseTrouble): void => void heard.push(trouble);
    const kept = new KeptRunners(changing, () => folder, { isFresh, tell });
    const all: CheckOptions = {
      ...DEFAULT_OPTIONS,
      callers: 'well-behaved',
      scopes: [COMPARED_SCOPE],
      engines: ['shortest'],
      runs: 2,
      ...options,
    };
    const subject = twinSubject(await loadDesign(ref), judged);
    return checkDesign(subject, all, kept.on(ref, judged), () => undefined);
  }

  function entries(): readonly string[] {
    return readdirSync(folder).map((name) => join(folder, name));
  }

  function reused({ stats: { searches, fromCache } }: DesignResult): string {
    return `${fromCache} of ${searches}`;
  }

  const verdictsOf = ({ stats, ...result }: DesignResult): object => ({
    ...result,
    stats: { ...stats, seconds: 0, fromCache: 0 },
  });

  test('the second check of the same searches nothing, and finds the same', async () => {
    const options = { engines: ['random', 'shortest', 'exhaustive'], scopes: [SCOPE] } as const;
    const first = await check({ options });
    const second = await check({ options });
    const { searches } = first.stats;
    expect([first, second].map(reused)).toEqual([`0 of ${searches}`, `${searches} of ${searches}`]);
    expect(verdictsOf(second)).toEqual(verdictsOf(first));
    expect(heard).toEqual([]);
  });

  test('a run that is made simple is kept as it is', async () => {
    const first = await check();
    const second = await check();
    expect([first, second].map(reused)).toEqual(['0 of 2', '2 of 2']);
    const [breach] = second.verdicts.flatMap(({ verdict }) =>
      verdict.kind === 'violated' ? verdict.counterexamples : [],
    );
    expect(breach?.signature).toMatch(/^WRK-1 /);
    expect(second.verdicts).toEqual(first.verdicts);
  });

  const search = DEFAULT_OPTIONS.search;
  test.each<readonly [string, Asked]>([
    ['the design', { ref: { design: 'has-no-work', policy: null } }],
    ['the policy', { ref: { ...SOUND, policy: 'doubling-10-to-1000' } }],
    ['the bound of a kernel', { ref: { ...SOUND, boundJiffies: 10 } }],
    ['the properties', { judged: properties.slice(0, 1) }],
    ['a field of the scope', { options: { scopes: [{ ...COMPARED_SCOPE, irqs: 1 }] } }],
    ['the callers', { options: { scopes: [{ ...COMPARED_SCOPE, callers: 'careless' }] } }],
    ['the engine', { options: { engines: ['exhaustive'], scopes: [SCOPE] } }],
    ['the states at most', { options: { search: { ...search, maxStates: 10 } } }],
    ['the memory at most', { options: { search: { ...search, maxMegabytes: 512 } } }],
    ['the preemptions', { options: { search: { ...search, preemptions: 1 } } }],
    ['what is compared', { options: { search: { ...search, exact: true } } }],
    ['the script', { options: { script: { fileName: 'x', script: SCRIPT } } }],
  ])('another value of %s is searched', async (_what, asked) => {
    await check({ ref: SOUND });
    expect((await check({ ref: SOUND, ...asked })).stats.fromCache).toBe(0);
  });

  test.each([
    ['the seed', { seed: 2 }],
    ['the runs', { runs: 3 }],
  ])('another value of %s is another group of random runs', async (_what, other) => {
    const options = { engines: ['random'], runs: 2 } as const;
    await check({ options });
    const { stats } = await check({ options: { ...options, ...other } });
    expect(stats.fromCache).toBe(0);
  });

  test('of two scopes only the one that is new is searched', async () => {
    await check({ ref: SOUND });
    const options = { scopes: [COMPARED_SCOPE, SCOPE] };
    expect(reused(await check({ ref: SOUND, options }))).toBe('1 of 2');
  });

  test('a check afresh takes nothing from the cache, and renews it', async () => {
    await check();
    const [entry = ''] = entries();
    writeFileSync(entry, 'old');
    expect(reused(await check({ isFresh: true }))).toBe('0 of 2');
    expect(readFileSync(entry, 'utf8')).not.toBe('old');
    expect(reused(await check())).toBe('2 of 2');
    expect(heard).toEqual([]);
  });

  test('a damaged entry is told of, searched again and mended', async () => {
    const first = await check();
    for (const entry of entries()) writeFileSync(entry, readFileSync(entry, 'utf8').slice(0, 99));
    const again = await check();
    expect(reused(again)).toBe('0 of 2');
    expect(verdictsOf(again)).toEqual(verdictsOf(first));
    expect(heard.map(({ kind }) => kind)).toEqual(['damaged', 'damaged']);
    expect(reused(await check())).toBe('2 of 2');
  });

  test('a bound that is counted is kept, as the same counts end it again', async () => {
    const options = { search: { ...search, maxStates: 10 } };
    const cut = await check({ options });
    expect(cut.coverage.cut).toContain('10 states');
    expect((await check({ options })).stats.fromCache).toBe(cut.stats.searches);
  });

  test.each<readonly [string, NonNullable<Asked['change']>]>([
    ['time', (findings, board) => stoppedBy('time ran out', findings, board)],
    ['the user', (findings, board) => stoppedBy('interrupted', findings, board)],
    ['a fault', (findings) => ({ ...findings, fault: { kind: 'file', line: 'x' } })],
    ['a run that is not repeatable', (findings) => ({ ...findings, unrepeated: 'x' })],
  ])('what %s has cut short is not kept', async (_what, change) => {
    await check({ ref: SOUND, change });
    expect(entries()).toEqual([]);
    expect(reused(await check({ ref: SOUND }))).toBe('0 of 1');
  });
});

function stoppedBy(
  reason: 'interrupted' | 'time ran out',
  findings: Findings,
  board: TaskBoard,
): Findings {
  board.stop(reason);
  return { ...findings, bound: `${reason} after 1 states` };
}
