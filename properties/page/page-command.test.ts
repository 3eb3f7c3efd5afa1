/** `iova-check page` and what can be wrong with its files: one line, and nothing is written. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { pageCommand } from '../../cli/commands/page.ts';
import { PAGE_BEGINS } from '../../report/page/page-html.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-page-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

const RUN = 'corpus/mainline-own-1-alloc-iova-fast-took-from-a-cache-a-reserved-range.json';

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const STRANGE = '{"do":"step","on":"worker"}';
const text = readFileSync(RUN, 'utf8');
const notARun = file('design.ts', 'export default {};\n');
const future = file('future.json', text.replace('"version":2', '"version":3'));
const cut = file('cut.json', text.slice(0, 300));
mkdirSync(join(folder, 'folder'));

test.each([
  ['a run of a future version', future, 'a.html', /future\.json: .*version 3/],
  ['a run that was cut', cut, 'a.html', /cut\.json: the file ends in the middle/],
  ['a file that is no run', notARun, 'a.html', /design\.ts: /],
  ['a file that is not there', join(folder, 'gone.json'), 'a.html', /gone\.json: cannot be read/],
  ['a folder for the page', RUN, 'folder', /folder: cannot be written: it is a folder/],
  ['a file of the user for the page', RUN, 'design.ts', /design\.ts: this file is not a page/],
  ['a page below a file', RUN, 'design.ts/a.html', /design\.ts/],
])('%s is told in one line, and nothing is written', async (_what, run, out, line) => {
  const before = readdirSync(folder);
  const told = await pageCommand([run], { out: join(folder, out) }).catch(String);
  expect(told).toMatch(line);
  expect(told).not.toContain('\n');
  expect(readdirSync(folder)).toEqual(before);
  expect(readFileSync(notARun, 'utf8')).toBe('export default {};\n');
});

test('a run that cannot be followed is shown as far as it goes, and headed so', async () => {
  const print = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const odd = file('odd.json', text.replace('{"do":"step","on":"cpu0"}', STRANGE));
  const out = join(folder, 'odd.html');
  expect(await pageCommand([odd], { out })).toBe(5);
  print.mockRestore();
  const html = readFileSync(out, 'utf8');
  expect(html).toContain('"isAsSaid":false');
  expect(html).toContain('odd.json: cannot be followed: action 2: ');
});

test('a page replaces an older one; a run that is named twice has two names', async () => {
  const print = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const out = join(folder, 'page.html');
  expect(await pageCommand([RUN], { out })).toBe(0);
  const first = readFileSync(out, 'utf8');
  expect(first).toMatch(PAGE_BEGINS);
  expect(await pageCommand([RUN], { out })).toBe(0);
  expect(readFileSync(out, 'utf8')).toBe(first);
  expect(await pageCommand([RUN, RUN], { out })).toBe(0);
  expect(readFileSync(out, 'utf8')).toContain('a-reserved-range-2"');
  print.mockRestore();
});
