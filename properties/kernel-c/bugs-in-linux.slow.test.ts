/** One-line bugs in the C of Linux are found, with a run whose steps name lines of that C. */
import { afterAll, describe, expect, test } from 'vitest';
import { iovaCheck } from '../cli/iova-check.ts';
import { changeFunction, type KernelTree, unpackKernel, whyNoKernel } from './debian-kernel.ts';

const missing = whyNoKernel('6.12');
/** Why tests are skipped, in their names. */
const why = missing === null ? '' : ` (${missing})`;

/** The change is told by function and identifiers. */
const BUGS: readonly (readonly [
  what: string,
  breaks: string,
  fn: string,
  change: (body: string) => string,
])[] = [
  [
    'a hint that is not reset on one path',
    'AVL-1',
    '__cached_rbnode_delete_update',
    (body) => body.replace(/\w+->max32_alloc_size = [^;]*;/, ';'),
  ],
  [
    'an unlock that comes too early',
    'LCK-1',
    '__free_iova',
    (body) => {
      const unlock = /spin_unlock_irqrestore\([^;]*;/.exec(body)?.[0] ?? '';
      return body.replace(unlock, '').replace('remove_iova(', `${unlock} remove_iova(`);
    },
  ],
  [
    'an object that is used after it was freed',
    'MEM-1',
    '__free_iova',
    (body) =>
      body
        .replace(/free_iova_mem\(\w+\);/, '')
        .replace('remove_iova(', 'free_iova_mem(iova); remove_iova('),
  ],
  [
    'a size that wraps',
    'MEM-1',
    '__alloc_and_insert_iova_range',
    (body) => body.replace(/(pfn_hi = [^;]*)\bsize\b/, '$1(size & 1)'),
  ],
];

describe.skipIf(missing !== null)(`a bug of one line in the C of Linux 6.12${why}`, () => {
  const trees: KernelTree[] = [];
  afterAll(() => {
    for (const tree of trees) tree.remove();
  });

  test.each(BUGS)('%s breaks %s', (_what, breaks, fn, change) => {
    const tree = unpackKernel('6.12');
    trees.push(tree);
    changeFunction(tree, fn, change);
    const scope = 'cpus=1,irqs=0,calls=4,pages=4,refusals=0,reserve=off,teardown=off';
    const search = ['--callers', 'well-behaved', '--engine', 'shortest', '--scope', scope];
    const { status, out } = iovaCheck('check', `kernel:${tree.folder}`, ...search);
    expect(status).toBe(1);
    expect(out).toContain(`well-behaved callers: ${breaks} is broken`);
    expect(out).toMatch(/^In the source:\n {2}iova\.c:\d+ +\w+: \w+ #1$/m);
  });
});
