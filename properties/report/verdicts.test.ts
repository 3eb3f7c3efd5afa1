import { describe, expect, test } from 'vitest';
import { readRun } from '../../explore/run/run-file.ts';
import type { Execution } from '../../explore/world/execution.ts';
import type { DesignResult } from '../../explore/checking/verdict.ts';
import type { Counterexample } from '../../explore/minimal/counterexample.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { avl1, avl2 } from '../../model/properties/availability.ts';
import { spc1, win1 } from '../../model/properties/space.ts';
import { NOTHING_ALLOWED } from '../../report/gate/allow-list.ts';
import { lengthClaim } from '../../report/counterexample/length-claim.ts';
import { memoryClaim } from '../../report/counterexample/memory-claim.ts';
import { formatJson } from '../../report/verdicts/verdicts-json.ts';
import { formatMatrix } from '../../report/verdicts/matrix.ts';
import { formatProgress } from '../../report/verdicts/progress.ts';
import { DMA32, ScriptedRun, SMALL_SCOPE } from '../run/scripted-run.ts';

/** After a failed search with a small limit, a request is refused that fits. */
const refusedThoughItFits = new ScriptedRun(mainline)
  .alloc('cpu0', 2, DMA32 - 4)
  .alloc('cpu0', 2, DMA32 - 1)
  .run();

/** Results with a violation and with every kind of verdict. */
function results(): readonly DesignResult[] {
  const { scope, actions, expect: shown } = refusedThoughItFits;
  const signature = shown?.signature ?? '';
  const breaches = [{ property: 'AVL-1', why: 'it fitted', signature }];
  const cost = { calls: 2, refusals: 0, switches: 0, steps: 12 };
  const ran = { refusedAt: [], cutsTimeShort: false, unending: false, witnesses: [], cost };
  const execution = { scope, actions, breaches, ...ran };
  const realisation = { kind: 'realised', fillers: 0, execution };
  const proof = { among: 'all runs', scope: SMALL_SCOPE };
  const counterexamples = [{ signature, execution, proof, realisation }];
  const stats = {
    runs: 10,
    actions: 1000,
    states: 0,
    collisions: null,
    seconds: 1.25,
    searches: 4,
    fromCache: 3,
  };
  return (['well-behaved', 'careless'] as const).map((callers) => ({
    design: 'mainline',
    policy: null,
    callers,
    script: null,
    stopped: null,
    entries: {},
    inScopes: [],
    coverage: { exhausted: [], cut: null },
    verdicts: [
      { property: avl1, verdict: { kind: 'violated', counterexamples, bound: null, witnesses: 3 } },
      { property: avl2, verdict: { kind: 'inconclusive', bound: '10 runs', witnesses: 0 } },
      { property: win1, verdict: { kind: 'not-applicable' } },
      { property: spc1, verdict: { kind: 'holds', exhausted: [SMALL_SCOPE], witnesses: 1 } },
    ],
    stated: null,
    faults: [],
    unrepeated: null,
    stats,
  })) as readonly DesignResult[];
}

describe('the verdict matrix', () => {
  test('the matrix has a row for each property, and a column for each design and callers', () => {
    const lines = formatMatrix(results()).split('\n');
    expect(lines.slice(0, 5)).toEqual([
      '       mainline      mainline',
      '       well-behaved  careless',
      'AVL-1  VIOLATED 1    VIOLATED 1',
      'AVL-2  inconclusive  inconclusive',
      'WIN-1  -             -',
    ]);
  });

  test('a verbose matrix has the signatures with their costs, the bounds, and the effort', () => {
    const frame = { expected: null, beside: [], allowed: NOTHING_ALLOWED, isVerbose: true };
    const text = formatMatrix(results(), frame);
    expect(text).toContain('mainline, careless callers: violated\n  AVL-1 ');
    expect(text).toContain('2 calls, 12 steps, shortest in A)');
    expect(text).toContain('mainline, well-behaved callers: inconclusive\n  AVL-2: 10 runs\n');
    expect(text).toMatch(/mainline, careless callers +10 +1000 +0 +1\.3 .* 3 of 4 searches$/m);
  });

  test('a matrix says how many searches come from the cache, and nothing if none does', () => {
    const line = 'from the cache: 6 of 8 searches; --fresh searches them again\n';
    expect(formatMatrix(results())).toContain(line);
    const fresh = results().map(({ stats, ...result }) => ({
      ...result,
      stats: { ...stats, fromCache: 0 },
    }));
    const frame = { expected: null, beside: [], allowed: NOTHING_ALLOWED, isVerbose: true };
    expect(formatMatrix(fresh, frame)).not.toContain('cache');
  });

  test('the matrix ends with a line for each design, and lists no signature', () => {
    const text = formatMatrix(results());
    expect(text).not.toContain(': violated');
    expect(text).toMatch(/\nIn short\n {2}mainline: 1 defect \(AVL-1\)\nfrom the cache: .*\n$/);
  });

  test('the matrix names scopes by letters, and their legend leaves out the callers', () => {
    const text = formatMatrix(results());
    expect(text).toMatch(
      /^Exhausted scopes, with allocations of 1 or 2 aligned pages [^:]*:\n  A  cpus=2 irqs=1/m,
    );
    expect(text).not.toContain('callers=');
  });

  test('columns of the expected matrix stand beside those under the same callers', () => {
    const columns = (['well-behaved', 'careless'] as const).map((callers) => ({
      design: 'llist',
      policy: 'flat-10ms',
      callers,
      properties: {
        'AVL-1': { x: { cost: '1/0/0/1' } },
        'AVL-2': 'holds AB',
        'WIN-1': 'not-applicable',
      },
    }));
    const [first] = results();
    const only = first === undefined ? [] : [first];
    const frame = { expected: null, beside: columns, allowed: NOTHING_ALLOWED, isVerbose: false };
    expect(formatMatrix(only, frame).split('\n').slice(0, 7)).toEqual([
      '       mainline      llist',
      '       well-behaved  well-behaved',
      '       checked now   expected.json',
      'AVL-1  VIOLATED 1    VIOLATED 1',
      'AVL-2  inconclusive  holds AB',
      'WIN-1  -             -',
      // It stands for a property that the expected matrix leaves out.
      'SPC-1  holds A',
    ]);
  });

  test('the matrix names policies if a design has columns under several', () => {
    const [first] = results();
    const under = (policy: string): DesignResult[] =>
      first === undefined ? [] : [{ ...first, policy }];
    const text = formatMatrix([...under('flat'), ...under('exponential-10-50-200-1000-warn-10')]);
    expect(text.split('\n').slice(0, 5)).toEqual([
      '       mainline      mainline',
      '       flat          exponential-10-',
      '                     50-200-1000-',
      '                     warn-10',
      '       well-behaved  well-behaved',
    ]);
    const many = ['a', 'b', 'c', 'd', 'e'].flatMap(under);
    const heads = [/ {7}mainline( +mainline){3}\n {7}a +b +c +d\n/, / {7}mainline\n {7}e\n/];
    for (const head of heads) expect(formatMatrix(many)).toMatch(head);
  });

  test('a matrix of more than four columns has several tables, each 100 characters at most', () => {
    const many = [...results(), ...results(), ...results(), ...results()];
    const text = formatMatrix(many);
    expect(text.match(/^AVL-1 /gm)).toHaveLength(2);
    expect(text).toMatch(/^(?:[ -~]{0,100}\n)+$/);
  });
});

describe('what is claimed of a run', () => {
  const scope = SMALL_SCOPE;
  const cost = { calls: 3, refusals: 1, switches: 0, steps: 20 };
  const execution: Execution = {
    scope,
    cost,
    actions: [],
    breaches: [],
    answers: [],
    witnesses: [],
    refusedAt: [],
    cutsTimeShort: false,
    unending: false,
  };
  const assumed = { kind: 'assumed' } as const;
  const found = { signature: 'A', execution, proof: null, realisation: assumed };
  const claimed = (change: Partial<Counterexample>): string =>
    lengthClaim({ ...found, ...change }, () => 'B');

  test('a run is called the shortest only if that is proved', () => {
    expect(claimed({})).toBe('at most 3 calls, 20 steps, not proved shortest');
    expect(claimed({ proof: { among: 'all runs', scope } })).toMatch(/, shortest in B$/);
    expect(claimed({ proof: { among: 'its calls', scope } })).toMatch(/, shortest for its calls$/);
  });

  test('a run with refusals is called assumed, or realised if it needs fillers', () => {
    const realised = (fillers: number): Counterexample => ({
      ...found,
      realisation: { kind: 'realised', fillers, execution },
    });
    expect(memoryClaim(found)).toBe('assumed');
    expect(memoryClaim(realised(13))).toBe('realised with 13 fillers');
    expect(memoryClaim(realised(0))).toBeNull();
    const undemanding = { ...execution, cost: { ...cost, refusals: 0 } };
    expect(memoryClaim({ ...found, execution: undemanding })).toBeNull();
  });
});

test('progress is one line that says what is done and what is being done', () => {
  const done = { tasksDone: 3, tasks: 19, signatures: 2, states: 100, runs: 0 };
  const now = { states: 20, transitions: 50, executions: 500, depth: 9, frontier: 4 };
  expect(formatProgress(done, now, 1234.5)).toBe(
    '3 of 19 jobs, 120 states, 500 runs, 1235/s, depth 9, frontier 4, 2 signatures',
  );
});

describe('the verdicts as JSON', () => {
  const document = JSON.parse(formatJson(results())) as {
    version: number;
    results: { properties: { classes: { run: object }[] }[] }[];
  };

  test('the verdicts as JSON are one document of the promised shape', () => {
    expect(document).toMatchObject({
      version: 1,
      results: [
        {
          design: 'mainline',
          policy: null,
          callers: 'well-behaved',
          properties: [
            {
              id: 'AVL-1',
              verdict: 'violated',
              witnesses: 3,
              classes: [
                {
                  calls: 2,
                  steps: 12,
                  shortest: true,
                  proof: { among: 'all runs' },
                  realised: { fillers: 0 },
                  run: { actions: refusedThoughItFits.actions },
                },
              ],
            },
            { id: 'AVL-2', verdict: 'inconclusive', witnesses: 0, classes: [] },
            { id: 'WIN-1', verdict: 'not-applicable', witnesses: 0, classes: [] },
            { id: 'SPC-1', verdict: 'holds', witnesses: 1, classes: [] },
          ],
          stats: { runs: 10, actions: 1000, states: 0, seconds: 1.25, searches: 4, fromCache: 3 },
        },
        { callers: 'careless' },
      ],
    });
  });

  test('the verdicts as JSON contain each run as a run file', () => {
    const run = document.results[0]?.properties[0]?.classes[0]?.run;
    expect(readRun(JSON.stringify(run), 'a.json')).toEqual(refusedThoughItFits);
  });
});
