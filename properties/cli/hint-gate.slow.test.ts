/** A defect that another one of the same property hides: compare and gates tell them apart. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { iovaCheck } from './iova-check.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-hint-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A copy of marker with these functions replaced. */
function variation(name: string, functions: string): string {
  const path = join(folder, `${name}.ts`);
  writeFileSync(
    path,
    "import { marker } from 'iova-check';\n" +
      `export default { ...marker, name: '${name}', ${functions} };\n`,
  );
  return path;
}

/** The mended marker: what a drain erases is not refused by the hint any more. */
const mended = variation(
  'mended',
  'drainedOne(d, { lo }) { if (lo < d.space.dma32) d.max32.set(d.space.dma32); }',
);
const wrongBound = variation(
  'wrong-bound',
  'resetHint(d, { hi }) { if (hi + 1 < d.space.dma32) d.max32.set(d.space.dma32); }',
);
const drainsLess = variation(
  'drains-less',
  "*drain(d, at) { if (!at.endsWith('free_iova')) yield* marker.drain.call(this, d, at); }",
);

const SCOPE = 'cpus=1,calls=4,pages=2,refusals=2,reserve=off,teardown=off,timers=exact';
const ONLY =
  `--callers well-behaved --engine shortest --scope ${SCOPE} --property AVL-1,AVL-2,AVL-3`.split(
    ' ',
  );
const STAYS = 'AVL-2 refused <- alloc_iova() erased a deferred range';

describe('compare', () => {
  test('a fix of one of two defects of a property mends something, and breaks nothing', () => {
    const { status, out } = iovaCheck('compare', 'marker', mended, ...ONLY);
    expect(out).toContain(STAYS);
    expect(status).toBe(0);
  });

  test.each([
    ['brings a mended defect back', mended, 'marker'],
    ['brings in another cause of a property that is broken already', 'marker', wrongBound],
    ['leaves ranges deferred for longer', 'marker', drainsLess],
  ])('a patch that %s is worse', (_what, a, b) => {
    expect(iovaCheck('compare', a, b, ...ONLY).status).toBe(1);
  });
});

describe('a gate', () => {
  const list = join(folder, 'mended.txt');

  test('a list of what a design breaks lets through neither direction of its defects', () => {
    expect(iovaCheck('check', mended, ...ONLY, '--write-allow', list).status).not.toBe(2);
    expect(readFileSync(list, 'utf8')).not.toContain(STAYS);
    const { status, out } = iovaCheck('check', 'marker', ...ONLY, '--allow', list);
    expect(out).toContain(`signature  ${STAYS}`);
    expect(status).toBe(1);
  });

  test('a list of the published design lets its fix pass, and no other cause', () => {
    const published = join(folder, 'marker.txt');
    expect(iovaCheck('check', 'marker', ...ONLY, '--write-allow', published).status).toBe(0);
    expect(iovaCheck('check', mended, ...ONLY, '--allow', published).status).toBe(0);
    const { status, out } = iovaCheck('check', wrongBound, ...ONLY, '--allow', published);
    expect(out).toContain('signature  AVL-1 refused <- free_iova() erased a range');
    expect(status).toBe(1);
  });
});
