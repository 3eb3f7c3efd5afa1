import { formatScope, type Scope } from '../explore/scope.ts';
import type { DesignResult, Verdict } from '../explore/verdict.ts';
import { COLUMNS_MAX, wrapText } from './wrap-text.ts';

/**
 * Letters for the scopes that results rest on: those that are given, and further ones in the order
 * in which they come up. Who calls is not part of it: that is the column's.
 */
export class ScopeLetters {
  readonly #letters: Map<string, string>;

  /** `given`: scopes by their letters, A and on. */
  constructor(results: readonly DesignResult[], given: Readonly<Record<string, string>> = {}) {
    this.#letters = new Map(Object.entries(given).map(([name, scope]) => [scope, name]));
    for (const { verdicts } of results) {
      for (const { verdict } of verdicts) this.#nameScopes(verdict);
    }
  }

  #nameScopes(verdict: Verdict): void {
    for (const scope of scopesOf(verdict)) {
      const text = textOf(scope);
      if (this.#letters.has(text)) continue;
      this.#letters.set(text, letter(this.#letters.size));
    }
  }

  /** "ABC" */
  of(scopes: readonly Scope[]): string {
    const letters = scopes.map((scope) => this.#letters.get(textOf(scope)) ?? '?');
    return letters.toSorted().join('');
  }

  /** The scopes by their letters. */
  byLetter(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#letters].map(([scope, name]) => [name, scope]));
  }

  /** What the letters stand for; `script`: the file of the calls that were made, null: all. */
  legend(script: string | null): readonly string[] {
    if (this.#letters.size === 0) return [];
    const calls = script === null ? SEARCHED : `the calls of ${script}`;
    return [
      ...wrapText(`Exhausted, ${calls}:`, COLUMNS_MAX, '', '  '),
      ...[...this.#letters].flatMap(([scope, name]) =>
        wrapText(scope, COLUMNS_MAX, `  ${name}  `, '     '),
      ),
      '',
    ];
  }
}

/** What of all calls a search makes. */
const SEARCHED =
  'aligned sizes 1 and 2, no bare find_iova(), no free by a page number that nobody was granted';

/** The scopes of which every state was visited. */
function scopesOf(verdict: Verdict): readonly Scope[] {
  if (verdict.kind === 'holds') return verdict.exhausted;
  if (verdict.kind !== 'violated') return [];
  return verdict.classes.flatMap(({ proof }) => (proof?.among === 'all runs' ? [proof.scope] : []));
}

function textOf(scope: Scope): string {
  return formatScope(scope).replace(/ callers=\S+/, '');
}

/** A to Z, then AA and so on: there are rarely more than three. */
function letter(number: number): string {
  const last = String.fromCharCode(65 + (number % 26));
  return number < 26 ? last : `${letter(Math.floor(number / 26) - 1)}${last}`;
}
