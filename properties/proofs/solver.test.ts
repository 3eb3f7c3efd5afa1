/** Whatever becomes of the solver's process, an obligation without an answer never holds. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { prove } from '../../explore/proofs/prove.ts';
import { workIsDue } from '../../explore/proofs/recovery-proofs.ts';
import { Solver } from '../../explore/proofs/solver.ts';
import { proveCommand } from '../../cli/commands/prove.ts';
import { builtSolver } from './built-solver.ts';
import { LITTLE } from './little.ts';
import { outputOf } from './output-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'solver-'));
afterAll(() => rmSync(folder, { recursive: true }));

function script(name: string, text: string): string {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, text);
  return path;
}

const answering = (line: string): string =>
  `process.stdin.on('data', () => process.stdout.write(${JSON.stringify(`${line}\n`)}));`;

const useless: readonly (readonly [name: string, text: string])[] = [
  ['crashes', `process.stdin.on('data', () => process.exit(134));`],
  ['is killed', `process.stdin.on('data', () => process.kill(process.pid, 'SIGKILL'));`],
  ['takes too long', `process.stdin.resume();`],
  ['does not know', answering('{"verdict":"unknown","model":""}')],
  ['talks nonsense', answering('unsat')],
  ['finds no model', answering('{"verdict":"sat","model":"(lambda)"}')],
  ['does not begin', `throw new Error('no WebAssembly');`],
];

describe('a solver without an answer', () => {
  test.each(useless)('a solver that %s leaves everything inconclusive', async (name, text) => {
    const solver = new Solver({ script: script(name.replaceAll(' ', '-'), text), secondsMax: 1 });
    const { parts } = await prove(workIsDue, solver);
    solver.close();
    expect(parts.map(({ outcome }) => outcome.kind)).toEqual(Array(3).fill('inconclusive'));
  });

  const complaining: readonly (readonly [name: string, text: string, why: string])[] = [
    ['throws', `throw new TypeError('no WebAssembly');`, '1: TypeError: no WebAssembly'],
    ['complains', `console.error('out of memory\\nhere'); process.exit(7);`, '7: out of memory'],
    ['says nothing', `process.exit(7);`, '7'],
  ];
  test.each(complaining)(
    'a solver that %s is reported with the reason',
    async (name, text, why) => {
      const solver = new Solver({ script: script(name.replaceAll(' ', '-'), text), secondsMax: 9 });
      const answer = await solver.ask({ text: '(assert false)(check-sat)' });
      solver.close();
      expect(answer).toEqual({ kind: 'gave up', why: `it ended with ${why}` });
    },
  );

  test('a solver that gives up makes iova-check prove end with 3', async () => {
    const solver = { script: script('dies', 'process.exit(1);') };
    const { code, text } = await outputOf(() => proveCommand({}, { solver, compared: LITTLE }));
    expect(code).toBe(3);
    expect(text).toContain('[2/3] preserved by every step');
    expect(text).toContain('inconclusive: the solver');
    expect(text).not.toContain('holds');
  });
});

describe('the solver', () => {
  const solver = builtSolver();
  afterAll(() => solver.close());
  const ask = (text: string) => solver.ask({ text: `(set-logic QF_LIA)${text}(check-sat)` });

  test('the solver answers yes with the values, even negative and false ones', async () => {
    const text =
      '(declare-const x Int)(declare-const b Bool)(assert (= (+ x 2) 0))(assert (not b))';
    expect(await ask(text)).toEqual({ kind: 'satisfiable', model: { x: -2, b: false } });
  });

  test('the solver answers no to a question that cannot be satisfied', async () => {
    expect(await ask('(declare-const x Int)(assert (< x x))')).toEqual({ kind: 'unsatisfiable' });
  });

  test('the solver gives no verdict on a text that it cannot read', async () => {
    const answer = await ask('(declare-const x Int)(assert (< x x))(assert (< y 0))');
    expect(answer.kind).toBe('gave up');
  });

  test('a new solver process answers after the solver gave up', async () => {
    await ask('(assert');
    expect((await ask('(assert false)')).kind).toBe('unsatisfiable');
  });
});
