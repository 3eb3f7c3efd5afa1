/** What a kept search of a kernel tree depends on. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OwnCode } from '../../explore/keeping/own-code.ts';
import { keyOfSubject, type SubjectKey } from '../../explore/reuse/subject-key.ts';
import type { KernelTree } from './debian-kernel.ts';
import { tinyKernel, whyNoCompiler } from './tiny-kernel.ts';

describe.skipIf(whyNoCompiler() !== null)('the key of a kernel tree', () => {
  let tree: KernelTree;
  beforeEach(() => {
    tree = tinyKernel();
  });
  afterEach(() => tree.remove());

  async function asked(boundJiffies?: number): Promise<Extract<SubjectKey, { kind: 'known' }>> {
    const ref = { design: `kernel:${tree.folder}`, policy: null };
    const bound = boundJiffies === undefined ? {} : { boundJiffies };
    const found = await keyOfSubject({ ...ref, ...bound }, new OwnCode());
    if (found.kind === 'unknown') throw new Error(found.url);
    return found;
  }

  test.each(['drivers/iommu/iova.c', 'include/linux/iova.h', 'lib/rbtree.c'])(
    'another text of %s is another key, and a change during a check is noticed',
    async (path) => {
      const before = await asked();
      expect(await before.isUnchanged()).toBe(true);
      expect((await asked()).key).toBe(before.key);
      writeFileSync(join(tree.folder, path), '/* changed */');
      expect((await asked()).key).not.toBe(before.key);
      expect(await before.isUnchanged()).toBe(false);
    },
  );

  test('another bound is another key', async () => {
    const keys = await Promise.all([asked(), asked(1), asked(2)]);
    expect(new Set(keys.map(({ key }) => key)).size).toBe(3);
  });
});
