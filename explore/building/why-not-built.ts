import type { Source } from './kernel-tree.ts';

const MANUAL = '(docs/kernel.md)';
const IOVA_C = 'drivers/iommu/iova.c';
const IOVA_H = 'include/linux/iova.h';
const SAME = `are ${IOVA_C} and ${IOVA_H} of the same revision?`;

function noStandIn(what: string): string {
  return `${what}, for which there is no stand-in ${MANUAL}`;
}

/** What the compiler says of a place, and what we say of it; the first one that fits. */
const SAYINGS: readonly (readonly [said: RegExp, ours: (name: string, of: string) => string])[] = [
  [/^'(?<name>[^']+)' file not found/, (name) => noStandIn(`includes <${name}>`)],
  [
    /^(?:implicit declaration of|call to undeclared) function '(?<name>\w+)'/,
    (name) => noStandIn(`uses ${name}()`),
  ],
  [/^use of undeclared identifier '(?<name>\w+)'/, (name) => noStandIn(`uses ${name}`)],
  [/^unknown type name '(?<name>\w+)'/, (name) => noStandIn(`uses ${name}`)],
  [
    /^no member named '(?<name>\w+)' in '(?<of>struct iova\w*)'/,
    (name, of) => `uses ${name} of ${of}, which has no such member: ${SAME}`,
  ],
  [
    /^no member named '(?<name>\w+)' in '(?<of>\w+ \w+)/,
    (name, of) => noStandIn(`uses ${name} of ${of}`),
  ],
  [/incomplete (?:definition of )?type '(?<name>\w+ \w+)/, (name) => noStandIn(`uses ${name}`)],
  [
    /^(?:static declaration of|conflicting types for|redefinition of) '(?<name>\w*iova\w*)'/,
    (name) => `defines ${name} unlike the header: ${SAME}`,
  ],
  // What clang says goes on with the assertion, which is the kernel's code.
  [/^static(?:_assert| assertion) failed/, () => 'has a static assertion that fails'],
];

const ERROR = /^(?<file>[^\n:]+):(?<line>\d+):(?<column>\d+): (?:fatal )?error: (?<said>.*)$/m;

/** The message with the files' names as the user finds them, not as they are compiled. */
export function asNamedByUser(message: string, sources: readonly Source[]): string {
  const names = new Map(sources.map(({ path, from = path }) => [path, from]));
  // The longest names first: one may be the end, or the beginning, of another.
  const paths = [...names.keys()].toSorted((a, b) => b.length - a.length);
  const any = new RegExp(paths.map((path) => path.replaceAll('.', '\\.')).join('|'), 'g');
  return message.replaceAll(any, (path) => names.get(path) ?? path);
}

/** The first error of the compiler, in one line, in our words where they help. */
export function whyNotCompiled(printed: string, sources: readonly Source[]): string {
  const { file = '', line = '', column = '', said = '' } = ERROR.exec(printed)?.groups ?? {};
  if (file === '') return `clang fails: ${firstLine(printed)}`;
  if (file.startsWith('c/runtime/')) {
    return `${IOVA_H} does not fit the calls that are made here: ${file}:${line}: ${said}`;
  }
  for (const [pattern, ours] of SAYINGS) {
    const match = pattern.exec(said);
    if (match === null) continue;
    const { name = '', of = '' } = match.groups ?? {};
    return `${file}:${line} ${ours(name, of)}`;
  }
  const at = identifierAt(textOf(file, sources), Number(line), Number(column));
  if (at !== null && said.startsWith('type specifier missing')) {
    return `${file}:${line} ${noStandIn(`uses ${at}`)}`;
  }
  return `${file}:${line}${at === null ? '' : `, at ${at}`}: clang says: ${said}`;
}

/** The identifier that begins at this place of a text; null: none does. */
function identifierAt(text: string, line: number, column: number): string | null {
  const rest = text.split('\n')[line - 1]?.slice(column - 1) ?? '';
  return /^\w+/.exec(rest)?.[0] ?? null;
}

const UNDEFINED = /error: (?<object>\d+)\.o: undefined symbol: (?<symbol>\S+)/g;

/**
 * The first error of the linker, in one line.
 * @param units the paths of the files that were compiled to `0.o`, `1.o`, ...
 */
export function whyNotLinked(
  printed: string,
  units: readonly string[],
  sources: readonly Source[],
): string {
  const missing = [...printed.matchAll(UNDEFINED)].map(({ groups }) => ({
    unit: units[Number(groups?.['object'])] ?? '',
    symbol: groups?.['symbol'] ?? '',
  }));
  const call = missing.find(({ unit, symbol }) => unit.startsWith('c/') || /iova/.test(symbol));
  if (call !== undefined) {
    return `${IOVA_C} defines no ${call.symbol}(): it is not the allocator of a kernel`;
  }
  const [first] = missing;
  if (first === undefined) return firstLine(printed).replace('wasm-ld: error', 'wasm-ld says');
  const headers = sources.map(({ path }) => path).filter((path) => path.startsWith('include/'));
  for (const path of [first.unit, ...headers]) {
    const line = lineOfUse(textOf(path, sources), first.symbol);
    if (line !== null) return `${path}:${line} ${noStandIn(`uses ${first.symbol}()`)}`;
  }
  return `${first.unit} ${noStandIn(`uses ${first.symbol}()`)}`;
}

/** What is no code: comments and texts. */
const NO_CODE = /\/\*[\s\S]*?\*\/|\/\/.*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;

/** The line in whose function the name is used first, or where it is declared; null: nowhere. */
function lineOfUse(text: string, name: string): number | null {
  const code = text.replaceAll(NO_CODE, (one) => one.replaceAll(/[^\n]/g, ' '));
  const uses = [...code.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].map(({ index }) => index);
  const depthAt = (end: number): number => {
    const before = code.slice(0, end);
    return before.split('{').length - before.split('}').length;
  };
  const use = uses.find((at) => depthAt(at) > 0) ?? uses[0];
  return use === undefined ? null : code.slice(0, use).split('\n').length;
}

function textOf(path: string, sources: readonly Source[]): string {
  return sources.find((source) => source.path === path)?.text ?? '';
}

function firstLine(printed: string): string {
  return printed.split('\n').find((line) => line.trim() !== '') ?? 'it says nothing';
}
