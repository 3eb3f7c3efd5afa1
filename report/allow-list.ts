import type { Callers } from '../explore/scope.ts';
import type { DesignResult } from '../explore/verdict.ts';
import { allProperties } from '../model/properties/all.ts';

/** Signatures that may be there, under each kind of callers. */
export type AllowList = Readonly<Record<Callers, ReadonlySet<string>>>;

/** Nothing may be there. */
export const NOTHING_ALLOWED: AllowList = { 'well-behaved': new Set(), careless: new Set() };

/** A file that is no allow-list: its message is one line that says what, where and what to do. */
class UnreadableAllowList extends Error {
  override readonly name: string = 'UnreadableAllowList';
}

const HEAD = [
  '# iova-check allow-list: ways to break a property that a gate lets pass, by who calls.',
  '# Lines that begin with # are comments.',
];

/** @throws UnreadableAllowList */
export function readAllowList(text: string, fileName: string): AllowList {
  const list = { 'well-behaved': new Set<string>(), careless: new Set<string>() };
  for (const [at, line] of text.split('\n').entries()) {
    const entry = entryOf(line);
    if (entry === null) continue;
    const wrong = whyWrong(entry);
    if (wrong !== null) throw new UnreadableAllowList(`${fileName}:${at + 1}: ${wrong}`);
    list[entry.callers as Callers].add(entry.signature);
  }
  return list;
}

interface Entry {
  readonly callers: string;
  readonly signature: string;
}

/** Null: a comment, or nothing. */
function entryOf(line: string): Entry | null {
  const text = line.trim();
  if (text === '' || text.startsWith('#')) return null;
  const [callers = ''] = text.split(/\s/, 1);
  return { callers, signature: text.slice(callers.length).trimStart() };
}

function whyWrong({ callers, signature }: Entry): string | null {
  const quoted = JSON.stringify(callers.slice(0, 60));
  if (callers !== 'well-behaved' && callers !== 'careless') {
    return `expected well-behaved or careless before the signature, found ${quoted}`;
  }
  const [id = '', ...step] = signature.split(' ');
  if (!allProperties.some((property) => property.id === id)) {
    const found = JSON.stringify(id.slice(0, 60));
    return `expected a signature, which begins with a property as AVL-1, found ${found}`;
  }
  return step.length > 0 ? null : `${id} is no signature: the step that decides is missing`;
}

/** An entry of the list that was looked for, and is not there any more: "careless  OWN-2 ...". */
export function goneFrom(list: AllowList, results: readonly DesignResult[]): readonly string[] {
  return results.flatMap(({ callers, verdicts }) =>
    verdicts.flatMap(({ property, verdict }) => {
      if (verdict.kind === 'inconclusive') return [];
      if (verdict.kind === 'violated' && verdict.bound !== null) return [];
      const found = verdict.kind === 'violated' ? verdict.classes : [];
      return [...list[callers]]
        .filter((signature) => signature.startsWith(`${property.id} `))
        .filter((signature) => !found.some((other) => other.signature === signature))
        .map((signature) => formatEntry(callers, signature));
    }),
  );
}

/**
 * The list as text, with all that the results show. What `before` has, the text of a list, stays as
 * it is, but for entries that are gone.
 */
export function formatAllowList(before: string | null, results: readonly DesignResult[]): string {
  const old = before === null ? NOTHING_ALLOWED : readAllowList(before, 'the list');
  const gone = new Set(goneFrom(old, results));
  const kept = (before ?? HEAD.join('\n'))
    .trimEnd()
    .split('\n')
    .filter((line) => {
      const entry = entryOf(line);
      return entry === null || !gone.has(formatEntry(entry.callers, entry.signature));
    });
  const found = results.flatMap(({ callers, verdicts }) =>
    verdicts.flatMap(({ verdict }) =>
      verdict.kind !== 'violated'
        ? []
        : verdict.classes
            .filter(({ signature }) => !old[callers].has(signature))
            .map(({ signature }) => formatEntry(callers, signature))
            .toSorted(),
    ),
  );
  return `${[...kept, ...found].join('\n')}\n`;
}

function formatEntry(callers: string, signature: string): string {
  return `${callers.padEnd('well-behaved'.length)}  ${signature}`;
}
