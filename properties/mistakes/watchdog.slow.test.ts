/** Functions of the user's that never return, and checks that are killed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { iovaCheck, MAIN } from '../cli/iova-check.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-watchdog-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** A variation of `llist`, whose third line begins the text. */
function variation(name: string, text: string): string {
  const head = "import { llist, step } from 'iova-check';\n";
  return file(`${name}.ts`, `${head}export default { ...llist, name: '${name}',\n${text}\n};\n`);
}

const LOOPS = variation('loops', 'rearm() { return step("x", () => {\n  for (;;);\n}); },');
const LATE = variation('late', '*put() { yield step("x", () => {\n  for (;;);\n}); },');
const ENDS = variation('ends', '*rearm(...given) { yield* llist.rearm.call(this, ...given); },');
const TOP = file('top.mjs', 'export default {};\nfor (;;);\n');
const POLICY = file(
  'policy.mjs',
  "export default { name: 'mine', initial: 0, startJiffies: 10, capJiffies: 10,\n" +
    "resetsOn: 'success', warns: null,\nnext() { for (;;); } };\n",
);

describe('a function of the user that never returns', () => {
  test.each([
    ['at the top of a file', ['policy', TOP], `${TOP}:2: this line has been running for 10 s`],
    ['in next() of a policy', ['policy', POLICY], `${POLICY}:3: next() has been running`],
  ])('%s ends the command with one line about the file, and 2', (_where, args, line) => {
    const { status, out, err } = iovaCheck(...args);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(err).toContain(line);
    expect({ status, out }).toEqual({ status: 2, out: '' });
  });

  test('in a worker thread, it ends the check, and what was found before is reported', () => {
    // The first runs, which show the traits, have no teardown.
    const out = join(folder, 'found');
    const scope = ['--scope', 'default,cpus=1,irqs=0,calls=2', '--jobs', '2', '--out', out];
    const checked = iovaCheck('check', LATE, ...scope, '--callers', 'careless');
    expect(checked.err).toContain(`${LATE}:4: this line has been running for `);
    expect(checked.err.match(/has been running/g)).toHaveLength(1);
    expect(checked.out).toContain('In short');
    expect(checked.status).toBe(2);
  });
});

/** Whether the process is there. */
function isThere(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}

/** Park and Miller's generator: numbers from 0 to 1, the same in each run. */
function* seeded(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 48_271) % 2_147_483_647;
    yield state / 2_147_483_647;
  }
}

const random = seeded(20_260_602);
const MOMENTS = Array.from({ length: 6 }, (_, at) => {
  const signal = (['SIGTERM', 'SIGINT', 'SIGKILL'] as const)[at % 3] ?? 'SIGTERM';
  return [signal, Math.round(300 + 3000 * random.next().value)] as const;
});

describe('a check that is killed', () => {
  test.each(MOMENTS)('%s after %i ms leaves whole files and no process', async (signal, ms) => {
    for (const path of [LOOPS, ENDS]) {
      const out = join(folder, `killed-${signal}-${ms}`);
      const report = join(out, 'report.xml');
      const args = ['check', path, '--out', out, '--report', `junit=${report}`, '--jobs', '2'];
      const child = spawn('node', [MAIN, ...args], { stdio: 'ignore' });
      const { pid = 0 } = child;
      const ended = once(child, 'exit');
      await new Promise((done) => {
        setTimeout(done, ms);
      });
      child.kill(signal);
      const late = new Promise((_, fail) => {
        setTimeout(() => fail(new Error('still there')), 15_000).unref();
      });
      await Promise.race([ended, late]);
      expect(isThere(pid)).toBe(false);
      if (!existsSync(out)) continue;
      for (const name of readdirSync(out, { recursive: true, encoding: 'utf8' })) {
        if (name.endsWith('.json')) JSON.parse(readFileSync(join(out, name), 'utf8'));
        if (name === 'report.xml')
          expect(readFileSync(report, 'utf8')).toMatch(/<\/testsuites>\n$/);
      }
    }
  });
});
