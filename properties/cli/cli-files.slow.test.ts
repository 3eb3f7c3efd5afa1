/** What the commands write, and what they never overwrite. */
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { iovaCheck, MAIN, ROOT } from './iova-check.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));

afterAll(() => rmSync(folder, { recursive: true }));

test.each(['shrink', 'realise'])('%s does not overwrite a file that is not a run', (command) => {
  const run = join(
    ROOT,
    'corpus',
    'marker-liv-1-nobody-erases-what-free-object-deferred-the-work-is-idle.json',
  );
  const notes = join(folder, 'notes.txt');
  writeFileSync(notes, 'not to be lost');
  const { status, err, out } = iovaCheck(command, run, '--out', notes);
  expect([status, err, out]).toEqual([
    2,
    `iova-check: ${notes}: this file is not a run; name another file\n`,
    '',
  ]);
  expect(readFileSync(notes, 'utf8')).toBe('not to be lost');
  expect(iovaCheck(command, run, '--out', '').status).toBe(2);
});

test.skipIf(!existsSync('/dev/full'))(
  'standard output that cannot be written is reported in one line, with exit code 2',
  () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync('node', [MAIN, 'list', 'designs'], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    expect(status).toBe(2);
    expect(stderr).toBe('iova-check: standard output: cannot be written: no space is left there\n');
  },
);

test('a run that is shrunk under another policy names that policy', () => {
  const run = join(ROOT, 'corpus', 'llist-avl-1-refused-alloc-was-refused-a-store.json');
  const { out, status } = iovaCheck('shrink', run, '--policy', 'doubling-10-to-1000');
  expect([status, out.includes('"policy":"doubling-10-to-1000"')]).toEqual([0, true]);
});

test('shrinking writes a run that shows the same', () => {
  const long = join(ROOT, 'corpus', 'llist-flat-retry-fills-the-space-in-silence.json');
  const out = join(folder, 'short.json');
  expect(iovaCheck('shrink', long, '--out', out).status).toBe(0);
  expect(readFileSync(out, 'utf8').length).toBeLessThan(readFileSync(long, 'utf8').length / 5);
  expect(iovaCheck('replay', out).status).toBe(0);
  // A run may overwrite a run.
  expect(iovaCheck('shrink', out, '--out', out).status).toBe(0);
});
