/** The C of a kernel is checked as it is, and gets the row of the design that restates it. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { iovaCheck } from '../cli/iova-check.ts';
import { changeFunction, type KernelTree, unpackKernel, whyNoKernel } from './debian-kernel.ts';
import { rowOf, violatedIn } from './row-of.ts';

const SCOPE = 'cpus=2,irqs=0,calls=3,pages=4,refusals=2,reserve=on,teardown=on';
const RACED = 'cpus=2,irqs=0,calls=2,pages=2,refusals=1,reserve=off,teardown=on';
const SMALL = 'cpus=1,irqs=0,calls=4,pages=4,refusals=0,reserve=off,teardown=off';

describe.each(['6.1', '6.12'])('the C of Linux %s', (release) => {
  const missing = whyNoKernel(release);
  let tree: KernelTree | null = null;
  let changed: KernelTree | null = null;

  beforeAll(() => {
    if (missing !== null) return;
    tree = unpackKernel(release);
    const folder = mkdtempSync(join(tmpdir(), 'iova-check-changed-'));
    cpSync(tree.folder, folder, { recursive: true });
    changed = { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
  }, 300_000);

  afterAll(() => {
    tree?.remove();
    changed?.remove();
  });

  test('its row is that of mainline, property by property', (context) => {
    if (missing !== null || tree === null) return context.skip(missing ?? '');
    const row = rowOf(['--kernel', tree.folder], SCOPE);
    expect(row).toEqual(rowOf(['mainline'], SCOPE));
    expect(row.filter(([, verdict]) => verdict === 'holds').length).toBeGreaterThan(10);
  });

  test('its row is that of mainline where calls race with a teardown', (context) => {
    if (missing !== null || tree === null) return context.skip(missing ?? '');
    const row = rowOf(['--kernel', tree.folder], RACED, 'racing-teardown');
    expect(row).toEqual(rowOf(['mainline'], RACED, 'racing-teardown'));
    expect(violatedIn(row)).toContain('MEM-1');
  });

  test('a hint that a free does not reset is found', (context) => {
    if (missing !== null || tree === null || changed === null) return context.skip(missing ?? '');
    changeFunction(changed, '__cached_rbnode_delete_update', (body) =>
      body.replace(/\w+->max32_alloc_size = [^;]*;/, ';'),
    );
    const before = violatedIn(rowOf(['--kernel', tree.folder], SMALL));
    const after = violatedIn(rowOf([`kernel:${changed.folder}`], SMALL));
    expect(before).toEqual([]);
    expect(after).toContain('AVL-1');
  });
});

describe('mistakes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const mistakes: readonly (readonly [says: string, args: readonly string[]])[] = [
    ['there is no such file or folder', ['--kernel', join(folder, 'none')]],
    ['there is no drivers/iommu/iova.c', ['--kernel', folder]],
    ['leave one of them out', ['--kernel', folder, 'mainline']],
    ['name a design', []],
  ];
  test.each(mistakes)('check says in one line what is wrong: %s', (says, args) => {
    const { status, out, err } = iovaCheck('check', ...args);
    expect([status, out, err.trimEnd().split('\n').length]).toEqual([2, '', 1]);
    expect(err).toContain(says);
  });

  test('a header without a stand-in is named, with the line that includes it', (context) => {
    const missing = whyNoKernel('6.12');
    if (missing !== null) return context.skip(missing);
    const files = {
      'drivers/iommu/iova.c': '\n#include <linux/unheard_of.h>\n',
      'lib/rbtree.c': '',
      'include/linux/iova.h': '',
      'include/linux/rbtree.h': '',
      'include/linux/rbtree_types.h': '',
      'include/linux/rbtree_augmented.h': '',
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const { status, err } = iovaCheck('check', '--kernel', folder);
    expect(status).toBe(2);
    expect(err).toContain('drivers/iommu/iova.c:2 includes <linux/unheard_of.h>');
  });
});
