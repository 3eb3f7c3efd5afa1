import { type Callers, callerKinds, forEachKind } from '../../port/caller-kinds.ts';
import { withoutMark } from '../../explore/run/parse-json.ts';
import type { DesignResult, Verdict } from '../../explore/checking/verdict.ts';
import { knownProperties } from '../../model/properties/all.ts';

/** The signatures that a gate lets pass, under each kind of callers. */
export type AllowList = Readonly<Record<Callers, ReadonlySet<string>>>;

/** Nothing passes. */
export const NOTHING_ALLOWED: AllowList = forEachKind(() => new Set());

/** A file that is not an allow-list. One line. */
class UnreadableAllowList extends Error {
  override readonly name: string = 'UnreadableAllowList';
}

const FIRST_LINE =
  '# iova-check allow-list, version 2: ways to break a property that pass a gate, by who calls.';
const HEAD = `${FIRST_LINE}\n# Lines that begin with # are comments.`;
/** The first line of a list of version 1, in which signatures named steps. */
const HEAD_BEFORE = '# iova-check allow-list: ';
/** A signature of version 1: "AVL-1 free_iova: remove_iova". No present one has such a label. */
const NAMES_STEP = /^\S+ \w+: /;

/** @throws UnreadableAllowList if a line is no entry of this version */
export function readAllowList(text: string, fileName: string): AllowList {
  const list = forEachKind(() => new Set<string>());
  if (/^\s*[{[]/.test(withoutMark(text))) {
    const what = 'it is JSON, and an allow-list is lines of text; write one with --write-allow';
    throw new UnreadableAllowList(`${fileName}: not an allow-list: ${what}`);
  }
  for (const [at, line] of withoutMark(text).split('\n').entries()) {
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

/** Null: a comment or an empty line. */
function entryOf(line: string): Entry | null {
  const text = line.trim();
  if (text === '' || text.startsWith('#')) return null;
  const [callers = ''] = text.split(/\s/, 1);
  return { callers, signature: text.slice(callers.length).trimStart() };
}

function whyWrong({ callers, signature }: Entry): string | null {
  const quoted = JSON.stringify(callers.slice(0, 60));
  if (!callerKinds.some((kind) => kind === callers)) {
    return `expected ${callerKinds.join(' or ')} before the signature; found ${quoted}`;
  }
  const [id = '', ...cause] = signature.split(' ');
  if (!knownProperties.some((property) => property.id === id)) {
    const found = JSON.stringify(id.slice(0, 60));
    return `expected a signature, which begins with a property such as AVL-1; found ${found}`;
  }
  if (NAMES_STEP.test(signature)) {
    return (
      'a signature of version 1, which names a step: write the list anew with --write-allow, ' +
      'which gives what still stands its present name (docs/migration.md)'
    );
  }
  return cause.length > 0
    ? null
    : `${id} alone is not a signature: the cause that follows it is missing`;
}

/**
 * The text of a list with the present head, and without entries that name a step. What such an
 * entry let pass gets its present name when it is found again.
 */
export function withoutOldEntries(text: string): string {
  const lines = text.split('\n').flatMap((line) => {
    const entry = entryOf(line);
    if (entry !== null && NAMES_STEP.test(entry.signature)) return [];
    return [line.startsWith(HEAD_BEFORE) ? FIRST_LINE : line];
  });
  return lines.join('\n');
}

/**
 * The entries of the list that are no longer found, as lines of it. Only entries whose property was
 * searched to the end; whether the search was as wide as the one that found them, the caller knows.
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

/** The text of a list, with everything that the results add to it. Null: there is no list yet. */
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
  return verdict.counterexamples.map(({ signature }) => signature).toSorted();
}

function formatEntry(callers: string, signature: string): string {
  return `${callers.padEnd('well-behaved'.length)}  ${signature}`;
}
