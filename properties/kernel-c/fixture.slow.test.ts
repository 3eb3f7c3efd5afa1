/** `hardened` in C gets the row of its twin, does what that does, and its seeded bugs are found. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededBugs } from '../../impl/bugs/known.ts';
import { iovaCheck } from '../cli/iova-check.ts';
import { type KernelTree, whyNoKernel } from './debian-kernel.ts';
import { BUGS_IN_C, fixtureKernel } from './fixture-kernel.ts';
import { rowOf, violatedIn } from './row-of.ts';

const RELEASE = '6.12';
const POLICY = ['--policy', 'exponential-10-50-200-1000-warn-10'];
const missing = whyNoKernel(RELEASE);
if (missing !== null) console.log(`skipped: ${missing}`);

describe.skipIf(missing !== null)('hardened in C', () => {
  let tree: KernelTree | null = null;
  beforeAll(() => {
    tree = fixtureKernel(RELEASE, null);
  }, 300_000);
  afterAll(() => tree?.remove());

  test.each([
    ['well-behaved', 'cpus=2,irqs=0,calls=2,pages=4,refusals=2,reserve=on,teardown=on'],
    ['well-behaved', 'cpus=1,irqs=1,calls=3,pages=2,refusals=3,teardown=off,timers=exact'],
    ['well-behaved', 'cpus=1,calls=3,pages=2,reserve=off,teardown=off,memory=tree'],
    ['careless', 'cpus=1,irqs=0,calls=3,pages=2,refusals=1,reserve=on,teardown=off'],
  ])('its row is that of hardened: %s callers, %s', (callers, scope) => {
    if (tree === null) throw new Error('there is no tree');
    const row = rowOf(['--kernel', tree.folder, ...POLICY], scope, callers);
    expect(row).toEqual(rowOf(['hardened'], scope, callers));
    expect(row.some(([, verdict]) => verdict === 'holds')).toBe(true);
  });

  test('they agree, call by call, and that was more than nothing', () => {
    if (tree === null) throw new Error('there is no tree');
    const little = ['--scope', 'calls=2,pages=4,refusals=2', '--runs', '100', '--json'];
    const { status, out } = iovaCheck('agree', 'hardened', `kernel:${tree.folder}`, ...little);
    const { conclusion, compared } = JSON.parse(out) as {
      readonly conclusion: string;
      readonly compared: Readonly<Record<string, Readonly<Record<string, number>>>>;
    };
    expect([status, conclusion]).toEqual([0, 'ok']);
    expect(compared['corpus']?.['deferrals']).toBeGreaterThan(10);
  });
});

describe.skipIf(missing !== null)('a seeded bug in C', () => {
  test.each(BUGS_IN_C)('%s breaks what its twin breaks', (name) => {
    const bug = seededBugs.find(({ design }) => design.name === name);
    if (bug === undefined) throw new Error(`there is no twin of ${name}`);
    const tree = fixtureKernel(RELEASE, name);
    try {
      const [callers = 'well-behaved'] = /(?<=callers=)[a-z-]+/.exec(bug.scope) ?? [];
      const scope = bug.scope.replace(/,callers=[a-z-]+/, '');
      const only = [...POLICY, '--property', bug.caughtBy];
      expect(violatedIn(rowOf(['--kernel', tree.folder, ...only], scope, callers))).toEqual([
        bug.caughtBy,
      ]);
    } finally {
      tree.remove();
    }
  });
});
