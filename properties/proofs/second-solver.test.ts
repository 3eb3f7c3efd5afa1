/** Other solvers say the same of the same SMT-LIB. Those that are not installed are skipped. */
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { allObligations } from '../../explore/proofs/prove.ts';

const SOLVERS: readonly (readonly [command: string, args: readonly string[]])[] = [
  ['cvc5', ['--lang=smt2', '-']],
  ['z3', ['-in']],
];

function isInstalled(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.each(SOLVERS)('%s', (command, args) => {
  test.skipIf(!isInstalled(command))(
    'a second solver finds no counterexample to any obligation',
    () => {
      for (const { id, text } of allObligations()) {
        const said = execFileSync(command, args, { input: text, encoding: 'utf8' });
        expect(`${id}: ${said.trim()}`).toBe(`${id}: unsat`);
      }
    },
  );
});
