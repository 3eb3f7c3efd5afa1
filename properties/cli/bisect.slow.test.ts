/** `--bisect`: exit codes as `git bisect run` takes them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { iovaCheck } from './iova-check.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-bisect-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TINY = 'cpus=1,irqs=0,calls=2,pages=2,refusals=0,reserve=off,teardown=off';

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const endless = file(
  'endless.ts',
  "import { llist } from 'iova-check';\n" +
    "export default { ...llist, name: 'endless', *free() { for (;;); } };\n",
);

describe('with --bisect', () => {
  const cases: readonly (readonly [what: string, args: readonly string[], plain: number])[] = [
    ['what holds is good', ['mainline', '--scope', TINY, '--property', 'OWN-1'], 0],
    ['what is violated is bad', ['llist', '--scope', 'small', '--property', 'AVL-1'], 1],
    ['what is inconclusive is skipped', ['mainline', '--scope', TINY], 3],
    ['what cannot be read is skipped', [file('broken.ts', 'export default {')], 2],
    ['a mistake in the arguments is skipped', ['mainline', '--scope', 'x'], 2],
    ['an option that is not there is skipped', ['mainline', '--scoep', 'x'], 2],
    ['a function that never ends is skipped', [endless, '--scope', TINY], 2],
  ];
  test.each(cases)('%s', (_what, args, plain) => {
    const check = ['check', ...args, '--callers', 'well-behaved', '--engine', 'shortest'];
    const { status, out, err } = iovaCheck(...check, '--bisect');
    expect(status, out + err).toBe(plain <= 1 ? plain : 125);
    // The same without it; what never ends would take ten more seconds.
    if (args[0] !== endless) expect(iovaCheck(...check).status).toBe(plain);
  });
});
