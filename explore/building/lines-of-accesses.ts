import { numberOfLine } from '../../impl/c/c-lines.ts';

/** Has the compiler say which line each instruction is of. It does not change the code. */
export const WITH_LINES = '-gline-tables-only';

const LOOK = /@__sanitizer_cov_(?:load|store)\d+\(/;
const NODE = /^(?<id>!\d+) = (?:distinct )?!DI\w+\((?<fields>.*)\)$/gm;

/**
 * A compiled file in the text form of LLVM, in which each call that looks at an access is also told
 * the line that the access is of: `numberOfLine()`; 0: it is not known. Where the compiler has made
 * one access of several, only the function is known.
 * @param path of the file that was compiled, as the compiler was told it
 */
export function withLinesOfAccesses(compiled: string, path: string): string {
  const nodes = new Map(
    [...compiled.matchAll(NODE)].map(({ groups }) => [groups?.['id'], groups?.['fields']] as const),
  );
  const fieldOf = (id: string, name: string): string =>
    new RegExp(`(?:^|, )${name}: (?<value>"[^"]*"|[^,]+)`).exec(nodes.get(id) ?? '')?.[1] ?? '';
  const numberAt = (location: string): number => {
    // Of a function in a header, it is the line of the file that calls it.
    for (let id = location; id !== ''; id = fieldOf(id, 'inlinedAt')) {
      const scope = fieldOf(id, 'scope');
      if (fieldOf(fieldOf(scope, 'file'), 'filename') !== `"${path}"`) continue;
      const line = Number(fieldOf(id, 'line'));
      if (line > 0) return numberOfLine({ path, line, isOfFunction: false });
      return numberOfLine({ path, line: beginOf(scope), isOfFunction: true });
    }
    return 0;
  };
  // Where the function begins in which a scope is: only a function has a name.
  const beginOf = (scope: string): number =>
    fieldOf(scope, 'name') === ''
      ? beginOf(fieldOf(scope, 'scope'))
      : Number(fieldOf(scope, 'line'));
  const lines = compiled.split('\n').map((line) => {
    const begin = LOOK.exec(line);
    if (begin === null) return line;
    const end = endOfArguments(line, begin.index + begin[0].length);
    const location = /!dbg (?<id>!\d+)/.exec(line)?.groups?.['id'] ?? '';
    const number = line.startsWith('declare') ? '' : ` ${numberAt(location)}`;
    return `${line.slice(0, end)}, i32${number}${line.slice(end)}`;
  });
  return lines.join('\n');
}

/** Where the parenthesis closes that is open at this place. */
function endOfArguments(line: string, from: number): number {
  let depth = 1;
  let at = from;
  for (; depth > 0 && at < line.length; at += 1) {
    if (line[at] === '(') depth += 1;
    if (line[at] === ')') depth -= 1;
  }
  return at - 1;
}
