/** Threads that do not meet the same states give up, say so, and one thread searches again. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { iovaCheck } from '../cli/iova-check.ts';

const SUITE = new URL('../../dist/index.js', import.meta.url).href;

/** It leaves out of its states what matters: how often it has looked at its hint. */
const HIDES = `
  import { llist, SharedState } from '${SUITE}';
  class Count extends SharedState {
    #count = 0;
    constructor(kernel) { super(kernel, 'the count'); }
    next() {
      this.changed();
      this.#count = Math.min(this.#count + 1, 9);
      return this.#count;
    }
    save() { return this.#count; }
    restore(saved) { this.#count = saved; }
    observe() { return null; }
  }
  export default {
    ...llist,
    name: 'hides-a-count',
    init(kernel, setup) { return { ...llist.init(kernel, setup), count: new Count(kernel) }; },
    hintForbids(d) { return d.count.next() > 2; },
  };
`;
const ASKED = ['--engine', 'shortest', '--callers', 'well-behaved', '--json', '--scope'];
const SCOPE = 'cpus=2,calls=3,pages=2,refusals=1,reserve=off,teardown=off';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
  writeFileSync(join(folder, 'hides.js'), HIDES);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a design that hides state gets the verdicts of one thread, and a line that says so', () => {
  const [alone, together] = ['1', '2'].map((jobs) =>
    iovaCheck('check', join(folder, 'hides.js'), ...ASKED, SCOPE, '--jobs', jobs),
  );
  const verdicts = (out = ''): string => out.replace(/"seconds":[\d.]+/g, '');
  expect(verdicts(together?.out)).toBe(verdicts(alone?.out));
  expect(together?.err).toContain(
    'iova-check: searched again by one thread: cpus=2 irqs=0 calls=3',
  );
  expect(alone?.err).not.toContain('again');
});
