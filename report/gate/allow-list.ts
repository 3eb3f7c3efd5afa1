import type { Callers } from '../../explore/run/scope.ts';
import type { DesignResult, Verdict } from '../../explore/checking/verdict.ts';
import { allProperties } from '../../model/properties/all.ts';

/** Signatures that may be there, under each kind of callers. */
export type AllowList = Readonly<Record<Callers, ReadonlySet<string>>>;

/** Nothing may be there. */
export const NOTHING_ALLOWED: AllowList = { 'well-behaved': new Set(), careless: new Set() };

/** A file that is no allow-list: its message is one line that says what, where and what to do. */
class UnreadableAllowList extends Error {
  override readonly name: string = 'UnreadableAllowList';
}

const HEAD =
  '# iova-check allow-list: ways to break a property that a gate lets pass, by who calls.\n' +
  '# Lines that begin with # are comments.';

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

/**
 * Entries of the list that were looked for, and are not there any more, as lines of it. Only where
 * all was searched: what else was looked for is the caller's to know.
 */
export function goneFrom(list: AllowList, results: readonly DesignResult[]): readonly string[] {
  return results.flatMap(({ callers, verdicts }) =>
    verdicts.flatMap(({ property, verdict }) => {
      if ('bound' in verdict && verdict.bound !== null) return [];
      const found = signaturesOf(verdict);
      return [...list[callers]]
        .filter(
          (signature) => signature.startsWith(`${property.id} `) && !found.includes(signature),
        )
        .map((signature) => formatEntry(callers, signature));
    }),
  );
}

/** The text of a list, null: there is none yet, with all that the results show besides. */
export function formatAllowList(before: string | null, results: readonly DesignResult[]): string {
  const old = before === null ? NOTHING_ALLOWED : readAllowList(before, 'the list');
  const news = results.flatMap(({ callers, verdicts }) =>
    verdicts.flatMap(({ verdict }) =>
      signaturesOf(verdict)
        .filter((signature) => !old[callers].has(signature))
        .map((signature) => formatEntry(callers, signature)),
    ),
  );
  return `${[(before ?? HEAD).trimEnd(), ...news].join('\n')}\n`;
}

/** In alphabetical order. */
function signaturesOf(verdict: Verdict): readonly string[] {
  if (verdict.kind !== 'violated') return [];
  return verdict.classes.map(({ signature }) => signature).toSorted();
}

function formatEntry(callers: string, signature: string): string {
  return `${callers.padEnd('well-behaved'.length)}  ${signature}`;
}
