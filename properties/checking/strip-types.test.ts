import { runInNewContext, Script } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { stripTypes } from '../../explore/loading/strip-types.ts';

const KEEPS = [
  ['a list', 'const a = 1\ntype B = number\n;[1].map(String)\n', ';[1]'],
  ['a bracket', 'const a = 1\ntype B = number\n;(() => a)()\n', ';(() =>'],
  ['a template', 'const a = 1\ninterface B { x: number; }\n;`x`.trim()\n', ';`x`'],
  ['a comment', 'const a = 1\ntype B = number; // why\n(() => a)()\n', '; // why\n(() =>'],
  ['a declaration', 'const a = 1\ndeclare const b: number;\n[a].map(String)\n', ';   '],
  ['characters of several bytes', "const a = '😀→'\ntype B = 'ä'\n;[1].map(String)\n", ';[1]'],
] as const;

describe('a TypeScript text without its types', () => {
  test.each(KEEPS)('two statements stay two: %s', (_name, text, kept) => {
    const code = stripTypes(text, 'a.ts');
    expect(code).toContain(kept);
    expect(code.split('\n').map(({ length }) => length)).toEqual(
      text.split('\n').map(({ length }) => length),
    );
    // A function of the text takes the place of what would be joined.
    expect(() => void runInNewContext(code)).not.toThrow();
  });

  test.each([
    'const f = (x: { a: number; b: string; }) => x;\n',
    'const g = (x: { a: number; /* why; */ b: string }): void => {};\n',
    'function f<T extends { a: 1; }>(x: T): asserts x is T;\nfunction f(x: unknown) {}\n',
    'class K { private a: number = 1; [k: string]: unknown; declare b: number; ["m"]() {} }\n',
    "type A = ';' | 'b'; const a = {} as { a: 1; }\n",
  ])('what is stripped leaves a whole program: %s', (text) => {
    expect(() => new Script(stripTypes(text, 'a.ts'))).not.toThrow();
  });
});
