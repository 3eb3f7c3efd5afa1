/** Designs in C: `hardened` gets the row of its twin, both do what theirs do, bugs are found. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDesign } from '../../explore/loading/load-design.ts';
import { SCOPE_DEFAULTS } from '../../explore/run/scope-defaults.ts';
import type { Scope } from '../../explore/run/scope.ts';
import { World } from '../../explore/world/world.ts';
import { seededBugs } from '../../impl/bugs/known.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import type { Range } from '../../model/range.ts';
import { iovaCheck } from '../cli/iova-check.ts';
import { type KernelTree, whyNoKernel } from './debian-kernel.ts';
import { BUGS_IN_C, fixtureKernel, seededKernel } from './fixture-kernel.ts';
import { rowOf, violatedIn } from './row-of.ts';

const RELEASE = '6.12';
const POLICY = ['--policy', 'exponential-10-50-200-1000-warn-10'];
const missing = whyNoKernel(RELEASE);
/** Why tests are skipped, in their names. */
const why = missing === null ? '' : ` (${missing})`;

describe.skipIf(missing !== null)(`hardened in C${why}`, () => {
  let tree: KernelTree | null = null;
  beforeAll(() => {
    tree = fixtureKernel(RELEASE, 'hardened');
  }, 300_000);
  afterAll(() => tree?.remove());

  test.each([
    ['well-behaved', 'cpus=2,irqs=0,calls=2,pages=4,refusals=2,reserve=on,teardown=on'],
    ['well-behaved', 'cpus=1,irqs=1,calls=3,pages=2,refusals=3,teardown=off,timers=exact'],
    ['well-behaved', 'cpus=1,calls=3,pages=2,reserve=off,teardown=off,memory=tree-6.12'],
    ['careless', 'cpus=1,irqs=0,calls=3,pages=2,refusals=1,reserve=on,teardown=off'],
  ])('its row is that of hardened: %s callers, %s', (callers, scope) => {
    if (tree === null) throw new Error('there is no tree');
    const row = rowOf(['--kernel', tree.folder, ...POLICY], scope, callers);
    expect(row).toEqual(rowOf(['hardened'], scope, callers));
    expect(row.some(([, verdict]) => verdict === 'holds')).toBe(true);
  });
});

describe.skipIf(missing !== null)(`calls that race with a teardown in C${why}`, () => {
  // In a twin, a teardown frees the objects and destroys the tree in one step; in the C, a call can
  // come between.
  test.each([
    ['hardened', POLICY, ['MEM-2', 'MEM-3']],
    ['llist', ['--policy', 'flat-10ms'], ['MEM-2']],
  ] as const)('%s: all that its twin breaks is broken, and a call between two steps', (...one) => {
    const [name, options, between] = one;
    const scope = 'cpus=2,irqs=0,calls=2,pages=2,refusals=1,reserve=off,teardown=on';
    const tree = fixtureKernel(RELEASE, name);
    try {
      const row = rowOf(['--kernel', tree.folder, ...options], scope, 'racing-teardown');
      const broken = violatedIn(rowOf([name], scope, 'racing-teardown'));
      expect(broken).toContain('LCK-1');
      expect(violatedIn(row).toSorted()).toEqual([...broken, ...between].toSorted());
    } finally {
      tree.remove();
    }
  });
});

describe.skipIf(missing !== null)(`a design and the same in C${why}`, () => {
  test.each(['hardened', 'llist'] as const)('%s: they agree, call by call', (name) => {
    const tree = fixtureKernel(RELEASE, name);
    try {
      const little = ['--scope', 'calls=2,pages=4,refusals=2', '--runs', '100', '--json'];
      const { status, out } = iovaCheck('agree', name, `kernel:${tree.folder}`, ...little);
      const { conclusion, compared } = JSON.parse(out) as {
        readonly conclusion: string;
        readonly compared: Readonly<Record<string, Readonly<Record<string, number>>>>;
      };
      expect([status, conclusion]).toEqual([0, 'ok']);
      expect(compared['corpus']?.['deferrals']).toBeGreaterThan(10);
    } finally {
      tree.remove();
    }
  });
});

describe.skipIf(missing !== null)(`machines that share a module${why}`, () => {
  let tree: KernelTree | null = null;
  beforeAll(() => {
    tree = fixtureKernel(RELEASE, 'hardened');
  }, 300_000);
  afterAll(() => tree?.remove());

  test('each keeps the first page of its own space, with the same fillers', async () => {
    if (tree === null) throw new Error('there is no tree');
    const design = await loadDesign({ design: `kernel:${tree.folder}`, policy: null });
    const grantedIn = (pages: number): readonly (Range | null)[] => {
      const scope: Scope = { ...SCOPE_DEFAULTS, pages, fillers: 10, callers: 'careless', cpus: 1 };
      const world = new World(twinSubject(design, []), scope, 'forward');
      const granted: (Range | null)[] = [];
      world.onFact = (fact) => {
        if (fact.kind === 'responded') granted.push(fact.granted);
      };
      for (let n = 0; n < 2; n += 1) {
        const call = { fn: 'alloc', sizePages: 1, limit: 2 ** 20 - 1, aligned: true } as const;
        world.apply({ do: 'start', on: 'cpu0', call });
        while (world.system.canStep('cpu0')) world.apply({ do: 'step', on: 'cpu0' });
      }
      return granted;
    };
    expect(grantedIn(8)).not.toContain(null);
    expect(grantedIn(2)).toEqual([{ lo: 2 ** 20 - 1, hi: 2 ** 20 - 1 }, null]);
  });
});

describe.skipIf(missing !== null)(`a seeded bug in C${why}`, () => {
  test.each(BUGS_IN_C)('%s breaks what its twin breaks', (name) => {
    const bug = seededBugs.find(({ design }) => design.name === name);
    if (bug === undefined) throw new Error(`there is no twin of ${name}`);
    const tree = seededKernel(RELEASE, name);
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
