/** `iova-check prove`, as it is called. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { proveCommand } from '../../cli/commands/prove.ts';
import { BUILT_SCRIPT } from './built-solver.ts';
import { LITTLE } from './little.ts';
import { outputOf } from './output-of.ts';

const ROOT = join(import.meta.dirname, '../..');
const MAIN = join(ROOT, 'dist/cli/main.js');
const folder = mkdtempSync(join(tmpdir(), 'prove-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function proves(...flags: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, 'prove', ...flags], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

function policyFile(name: string, delay: string): string {
  const path = join(folder, `${name}.js`);
  const rest = `initial: 0, startJiffies: 10, capJiffies: 100, resetsOn: 'success', warns: null`;
  const next = `next: (n) => ({ state: Math.min(n + 1, 4), delayJiffies: ${delay}, warn: false })`;
  writeFileSync(path, `export default { name: '${name}', ${rest}, ${next} };\n`);
  return path;
}

describe('iova-check prove', () => {
  test('iova-check prove shows (a), (b) and (c), writes its files, and ends with 0', async () => {
    const smt = join(folder, 'smt');
    const policy = 'exponential-10-50-200-1000';
    const { code, out, err } = await proves('--policy', policy, '--smt', smt);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.match(/\[[123]\/3\] .* holds\n/g)).toHaveLength(9);
    expect(out).toContain('erased within 1000 + W + 2 D');
    expect(out).toContain('t = 1007  and 1 page is still deferred');
    expect(out).toMatch(/the code: llist under exponential-10-50-200-1000: follows/);
    expect(readdirSync(smt)).toHaveLength(11);
    for (const file of readdirSync(smt)) {
      expect(readFileSync(join(smt, file), 'utf8')).toMatch(
        /^\(set-logic QF_LIA\)$[^]*\(check-sat\)\n$/m,
      );
    }
  });

  test('iova-check prove --json prints the same as one JSON document', async () => {
    const means = { solver: { script: BUILT_SCRIPT }, compared: LITTLE };
    const { code, text } = await outputOf(() => proveCommand({ json: true }, means));
    expect(code).toBe(0);
    const holds = { outcome: { kind: 'holds' } };
    const proof = { parts: [holds, holds, holds] };
    const follows = { mismatch: null, bound: null };
    expect(JSON.parse(text)).toMatchObject({
      version: 1,
      proofs: [proof, proof, proof],
      bound: [holds, holds],
      comparisons: [
        { design: 'llist', ...follows },
        { design: 'hardened', ...follows },
      ],
    });
  });

  test('iova-check prove --json says how a policy breaks its contract', async () => {
    const { code, out } = await proves('--json', '--policy', policyFile('soon', '0'));
    expect(code).toBe(1);
    const breach = { clause: 'bounds', why: 'the delay is 0: the work would run again at once' };
    expect(JSON.parse(out)).toMatchObject({
      policyBreaches: expect.arrayContaining([expect.objectContaining(breach)]) as unknown,
      comparisons: [],
    });
  });

  test('iova-check prove shows how a policy breaks its contract, and ends with 1', async () => {
    const { code, out } = await proves('--policy', policyFile('no-cap', '10 * 4 ** n'));
    expect(code).toBe(1);
    expect(out).toMatch(/the delay is 160 ms, longer than capJiffies, 100 ms/);
    expect(out).toContain('no-cap: nothing is proved of it: not every delay is 1 to 100 ms');
    expect(out).not.toContain('the code:');
  });

  test('iova-check prove has one line for an unknown policy, and ends with 2', async () => {
    const { code, err } = await proves('--policy', 'no-such');
    expect(code).toBe(2);
    expect(err).toMatch(/^iova-check: no-such: no such policy.*\n$/);
  });
});

describe('the library of the solver', () => {
  test("the library of the solver is loaded only in the solver's process", () => {
    const sources = ['model', 'impl', 'explore', 'report', 'cli'].flatMap((layer) =>
      readdirSync(join(ROOT, layer), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts'))
        .map((path) => join(layer, path)),
    );
    const loading = sources.filter((path) =>
      /from 'z3-solver'|from '.*z3-worker/.test(readFileSync(join(ROOT, path), 'utf8')),
    );
    expect(loading).toEqual([join('explore', 'proofs', 'z3-worker.ts')]);
  });
});
