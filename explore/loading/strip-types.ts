import { transformSync } from '@swc/wasm-typescript';

/**
 * The JavaScript of a TypeScript text: types become spaces, so that lines and columns stay the
 * same. The stripper also takes the semicolon that ends a type, so that two statements could
 * become one; it is put back:
 *
 *     const pages = 1
 *     type Pfn = number
 *     ;[1, 2].forEach(visit)        would be const pages = 1[1, 2].forEach(visit)
 *
 * @throws an object with a `message` if the text is no TypeScript that can be stripped
 */
export function stripTypes(text: string, filename: string): string {
  const { code } = transformSync(text, { mode: 'strip-only', module: true, filename });
  if (code.length !== text.length) return code;
  const chars = code.split('');
  for (let at = text.indexOf(';'); at !== -1; at = text.indexOf(';', at + 1)) {
    const next = skipBlanks(text, at + 1);
    // One within a type is followed by more of the type, which is gone, too.
    if (chars[at] === ' ' && next < text.length && chars[next] === text[next]) chars[at] = ';';
  }
  return chars.join('');
}

/** The place of the first character from `from` on that is in no white space and no comment. */
function skipBlanks(text: string, from: number): number {
  const blanks = /(?:\s|\/\/.*|\/\*[^]*?\*\/)*/y;
  blanks.lastIndex = from;
  return from + (blanks.exec(text)?.[0].length ?? 0);
}
