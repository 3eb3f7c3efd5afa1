/** Threads that do not meet the same states give up, say so, and one thread searches again. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { iovaCheck } from '../cli/iova-check.ts';

const SUITE = new URL('../../dist/index.js', import.meta.url).href;

/** It depends on what it must not: in which thread it runs. */
const HIDES = `
  import { threadId } from 'node:worker_threads';
  import { llist } from '${SUITE}';
  export default {
    ...llist,
    name: 'looks-at-its-thread',
    hintForbids(d, request) { return threadId % 2 === 0 || llist.hintForbids(d, request); },
  };
`;
const ASKED = ['--engine', 'shortest', '--callers', 'well-behaved', '--json', '--scope'];
const SCOPE = 'cpus=2,calls=3,pages=2,refusals=1,reserve=off,teardown=off';

interface Found {
  readonly signature: string;
  readonly calls: number;
  readonly steps: number;
}

interface Outcome {
  readonly results: readonly {
    readonly properties: readonly {
      readonly id: string;
      readonly verdict: string;
      readonly classes: readonly Found[];
    }[];
    readonly stats: { readonly states: number };
  }[];
}

const costOf = ({ signature, calls, steps }: Found): unknown => [signature, calls, steps];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
  writeFileSync(join(folder, 'hides.js'), HIDES);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('if threads differ, one searches alone, and a line says so', () => {
  const [alone, together] = ['1', '2'].map((jobs) =>
    iovaCheck('check', join(folder, 'hides.js'), ...ASKED, SCOPE, '--jobs', jobs),
  );
  const verdicts = (out = '{}'): unknown =>
    (JSON.parse(out) as Outcome).results.map(({ properties, stats }) => [
      stats.states,
      properties.map(({ id, verdict, classes }) => [id, verdict, classes.map(costOf)]),
    ]);
  expect(verdicts(together?.out)).toEqual(verdicts(alone?.out));
  expect(together?.err).toContain(
    'iova-check: searched again by one thread: cpus=2 irqs=0 calls=3',
  );
  expect(alone?.err).not.toContain('again');
});
