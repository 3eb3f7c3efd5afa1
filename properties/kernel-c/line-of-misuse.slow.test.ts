/** A misuse of memory in the C is told at its line, and the line is no part of its signature. */
import { afterEach, describe, expect, test } from 'vitest';
import { iovaCheck } from '../cli/iova-check.ts';
import type { KernelTree } from './debian-kernel.ts';
import { LINE_OF_BODY, tinyKernel, whyNoCompiler } from './tiny-kernel.ts';

const SCOPE = 'cpus=1,irqs=0,calls=1,pages=2,refusals=0,reserve=off,teardown=off';
const SEARCH = ['--callers', 'well-behaved', '--engine', 'shortest', '--scope', SCOPE];
const missing = whyNoCompiler();

describe.skipIf(missing !== null)(`a misuse${missing === null ? '' : ` (${missing})`}`, () => {
  let tree: KernelTree | null = null;
  afterEach(() => tree?.remove());

  const got = 'struct iova *one = kmalloc(sizeof(*one), GFP_ATOMIC);';
  const bodies: readonly (readonly [
    property: string,
    what: string,
    after: number,
    body: readonly string[],
  ])[] = [
    [
      'MEM-1',
      'an object is used after it was freed',
      3,
      [got, 'if (!one) return NULL;', 'kfree(one);', 'one->pfn_lo = 1;'],
    ],
    [
      'MEM-1',
      'an object is used after it was freed',
      3,
      [got, 'kfree(one);', '', 'd->anchor.pfn_hi = one->pfn_hi;'],
    ],
    ['MEM-2', 'an object is freed again', 2, [got, 'kfree(one);', 'kfree(one);']],
    ['MEM-2', 'what is no object is freed', 1, ['', 'kfree((void *)~size);']],
    [
      'MEM-1',
      'memory is accessed that is no object',
      1,
      ['', '*(volatile unsigned long *)size = 1;'],
    ],
  ];
  test.each(bodies)('of %s: %s, %i lines on', (property, what, after, body) => {
    tree = tinyKernel(body.join('\n'));
    const line = `iova.c:${LINE_OF_BODY + after}`;
    const { status, out } = iovaCheck(
      'check',
      `kernel:${tree.folder}`,
      ...SEARCH,
      '--property',
      property,
    );
    expect(status).toBe(1);
    expect(out).toContain(`  but        ${what} (${line})\n`);
    expect(out).toMatch(new RegExp(`^  ${line} +${what}$`, 'm'));
    expect(out).toMatch(new RegExp(`^  signature  ${property} alloc_iova\\(\\) [^:]*$`, 'm'));
  });
});
