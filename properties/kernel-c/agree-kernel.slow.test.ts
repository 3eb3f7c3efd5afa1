/** The design that restates the C of a kernel does what that C does, call by call. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { iovaCheck } from '../cli/iova-check.ts';
import { changeFunction, type KernelTree, unpackKernel, whyNoKernel } from './debian-kernel.ts';

const LITTLE = ['--scope', 'calls=2,pages=4,refusals=2', '--runs', '100'];

/** A copy of the tree, in which the body of one function is changed. */
function changedTree(tree: KernelTree, name: string, change: (body: string) => string): KernelTree {
  const folder = mkdtempSync(join(tmpdir(), 'iova-check-changed-'));
  cpSync(tree.folder, folder, { recursive: true });
  const changed = { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
  changeFunction(changed, name, change);
  return changed;
}

describe.each(['6.1', '6.12'])('mainline and the C of Linux %s', (release) => {
  const missing = whyNoKernel(release);
  const trees: KernelTree[] = [];
  let tree: KernelTree | null = null;

  beforeAll(() => {
    if (missing !== null) return;
    tree = unpackKernel(release);
    trees.push(tree);
  }, 300_000);

  afterAll(() => {
    for (const one of trees) one.remove();
  });

  test('they agree, and that was more than nothing', (context) => {
    if (missing !== null || tree === null) return context.skip(missing ?? '');
    const subject = `kernel:${tree.folder}`;
    const { status, out } = iovaCheck('agree', 'mainline', subject, ...LITTLE, '--json');
    const { conclusion, difference, compared } = JSON.parse(out) as {
      readonly conclusion: string;
      readonly difference: unknown;
      readonly compared: Readonly<Record<string, Readonly<Record<string, number>>>>;
    };
    expect([status, conclusion, difference]).toEqual([0, 'ok', null]);
    for (const kind of ['scripts', 'corpus', 'recordings', 'random']) {
      const { calls = 0, refused = 0, changes = 0, givenBack = 0 } = compared[kind] ?? {};
      expect([calls, refused, changes, givenBack].every((count) => count > 10)).toBe(true);
    }
    expect(compared['recordings']?.['lines']).toBeGreaterThan(0);
  });

  test('the C reproduces the recordings of mainline, and those alone', (context) => {
    if (missing !== null || tree === null) return context.skip(missing ?? '');
    const on = ['--design', `kernel:${tree.folder}`];
    const own = iovaCheck('recorded', 'conformance/mainline', ...on);
    // Those with caches are not replayed: the C has its tree path here, and no other.
    expect([own.status, own.err]).toEqual([3, '']);
    expect(own.out).toContain('14 recordings replayed, 6422 lines, 3 not');
    const others = iovaCheck('recorded', 'conformance/marker', ...on);
    expect(others.status).toBe(1);
    expect(others.out.match(/:\d+ differs from the design/g)).toHaveLength(13);
  });

  test('a hint that a free does not reset is told by both', (context) => {
    if (missing !== null || tree === null) return context.skip(missing ?? '');
    const changed = changedTree(tree, '__cached_rbnode_delete_update', (body) =>
      body.replace(/\w+->max32_alloc_size = [^;]*;/, ';'),
    );
    trees.push(changed);
    const subject = `kernel:${changed.folder}`;
    const agreed = iovaCheck('agree', 'mainline', subject, ...LITTLE);
    expect(agreed.status).toBe(1);
    expect(agreed.out).toContain('They differ in a run of 4 calls and 0 refusals');
    expect(agreed.out).toMatch(/^> stores .* \| unlocks/m);
    const recorded = iovaCheck('recorded', 'conformance/mainline', '--design', subject);
    expect(recorded.status).toBe(1);
    expect(recorded.out).toMatch(/differs from the design in reply\.env/);
  });

  test('an object that a refused allocation keeps is told, with its step', (context) => {
    if (missing !== null || tree === null) return context.skip(missing ?? '');
    const changed = changedTree(tree, 'alloc_iova', (body) =>
      body.replace(/free_iova_mem\(\w+\);/, ';'),
    );
    trees.push(changed);
    const { status, out } = iovaCheck('agree', 'mainline', `kernel:${changed.folder}`, ...LITTLE);
    expect(status).toBe(1);
    expect(out).toContain('They differ in a run of 1 call and 0 refusals');
    expect(out).toMatch(/^> gives an object back \(alloc_iova: free the +\|$/m);
  });
});
