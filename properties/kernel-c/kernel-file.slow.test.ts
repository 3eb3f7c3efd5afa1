/** Wherever a design stands, one iova.c may stand; its runs are not taken for those of another. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { iovaCheck as asked } from '../cli/iova-check.ts';
import type { KernelTree } from './debian-kernel.ts';
import { LINE_OF_BODY, tinyKernel, whyNoCompiler } from './tiny-kernel.ts';

const SCOPE = 'cpus=1,irqs=0,calls=2,pages=2,refusals=0,reserve=off,teardown=off';
const SEARCH = ['--callers', 'well-behaved', '--engine', 'shortest', '--scope', SCOPE];
const missing = whyNoCompiler();

/** What the command says, in one line. */
function iovaCheck(...args: readonly string[]): ReturnType<typeof asked> {
  const { out, ...ended } = asked(...args);
  return { ...ended, out: out.replaceAll(/\n +/g, ' ') };
}

describe.skipIf(missing !== null)(`an iova.c${missing === null ? '' : ` (${missing})`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
  const runs = join(folder, 'runs');
  const elsewhere = join(folder, 'elsewhere.c');
  let trees: readonly KernelTree[] = [];

  /** A copy of the allocator of a tree that has this body. */
  function copyOf(body: string, to: string): string {
    const tree = tinyKernel(body);
    trees = [...trees, tree];
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(tree.folder, 'drivers/iommu/iova.c'), to);
    return tree.folder;
  }

  beforeAll(() => {
    copyOf('', elsewhere);
  }, 60_000);
  afterAll(() => {
    for (const tree of trees) tree.remove();
    rmSync(folder, { recursive: true });
  });

  const top = (): string => trees[0]?.folder ?? '';

  test('is checked with the tree that is named; doctor says where each file is found', () => {
    const { status, out, err } = iovaCheck('doctor', '--kernel', `${elsewhere},${top()}`);
    expect([status, err]).toEqual([0, '']);
    expect(out).toContain(`\nfiles       drivers/iommu/iova.c is ${elsewhere} `);
    expect(out).toContain(` include/linux/iova.h is ${join(top(), 'include/linux/iova.h')} `);
    expect(out).toContain(`commit      ${elsewhere}: none: as it lies there `);
    expect(out).toMatch(/^version +6\.99\.0$/m);
  });

  const mistakes: readonly (readonly [what: string, body: string, says: RegExp])[] = [
    ['a header without a stand-in', 'unheard_of(1);', /:10 uses unheard_of\(\), for which/],
    ['a header of another revision', 'd->newer = 1;', /:10 uses newer of.*: are \S+ and \S+ of/],
  ];
  test.each(mistakes)('%s is told with the names of the files', (what, body, says) => {
    const file = join(folder, `${what.replaceAll(' ', '-')}.c`);
    copyOf(body, file);
    const { status, out, err } = iovaCheck('check', '--kernel', `${file},${top()}`);
    expect([status, out, err.trimEnd().split('\n').length]).toEqual([2, '', 1]);
    expect(err).toMatch(says);
    expect(err).toContain(`${file}:${LINE_OF_BODY}`);
  });

  test('without its header, check ends with 2 and says what to name', () => {
    const { status, out, err } = iovaCheck('check', `kernel:${elsewhere}`);
    expect([status, out, err]).toEqual([
      2,
      '',
      `iova-check: ${elsewhere}: there is no iova.h beside it: name the kernel tree that it ` +
        `belongs to, too: ${elsewhere},DIR\n`,
    ]);
  });

  describe('two of one name', () => {
    const [one, two] = ['one', 'two'].map((name) => join(folder, name, 'iova.c'));
    const same = join(folder, 'same', 'other.c');
    const kernelOf = (file = ''): string => `kernel:${file},${top()}`;
    let run = '';

    beforeAll(() => {
      copyOf('if (d->granule) return NULL;', one ?? '');
      copyOf('if (d->start_pfn) return NULL;', two ?? '');
      cpSync(one ?? '', same, { recursive: true });
      const search = [...SEARCH, '--property', 'AVL-1', '--out', runs];
      expect(iovaCheck('check', kernelOf(one), ...search).status).toBe(1);
      run = join(runs, readdirSync(runs)[0] ?? '');
    }, 300_000);

    test('do not agree by name: a run of one is not taken for a run of the other', () => {
      expect(run).toMatch(/kernel-iova\.c-files-[0-9a-f]{12}-avl-1/);
      const own = iovaCheck('replay', run, '--design', kernelOf(one));
      expect([own.status, own.out]).toEqual([0, expect.stringContaining('shows what it says')]);
      const others = iovaCheck('replay', run, '--design', kernelOf(two));
      expect(others.status).toBe(1);
      expect(others.out).toMatch(
        /found in other sources, kernel-iova\.c-files-\S+; on kernel-iova\.c-\S+ it breaks/,
      );
    });

    test('a run of the same C under another name is its own', () => {
      const { status, out } = iovaCheck('replay', run, '--design', kernelOf(same));
      expect([status, out]).toEqual([0, expect.stringContaining('shows what it says')]);
    });

    test('a run whose name says no sources, as older ones, is told to be such', () => {
      const old = join(folder, 'old.json');
      const text = readFileSync(run, 'utf8').replace(/"kernel-[^"]*"/, '"kernel-linux"');
      writeFileSync(old, text);
      const { status, out } = iovaCheck('replay', old, '--design', kernelOf(one));
      expect(status).toBe(1);
      expect(out).toMatch(
        /found in kernel-linux, a name that does not say which sources; on \S+ it breaks/,
      );
    });

    test('a run of a kernel that is not named is no unknown design', () => {
      const { status, err } = iovaCheck('replay', run);
      expect(status).toBe(2);
      expect(err).toContain('say where that is, by --design kernel:DIR');
    });

    test('compare, agree and shrink take them, too', () => {
      expect(iovaCheck('agree', kernelOf(one), kernelOf(same), '--runs', '5').status).toBe(0);
      expect(iovaCheck('shrink', run, '--design', kernelOf(one)).status).toBe(0);
      const compared = iovaCheck(
        'compare',
        kernelOf(one),
        kernelOf(two),
        ...SEARCH,
        '--property',
        'AVL-1',
      );
      expect([compared.status, compared.out]).toEqual([
        0,
        expect.stringContaining('no difference in'),
      ]);
    });
  });
});
