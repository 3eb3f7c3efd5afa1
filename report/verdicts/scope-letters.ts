import type { Scope } from '../../explore/run/scope.ts';
import type { DesignResult, Verdict } from '../../explore/checking/verdict.ts';
import { scopeText } from './scope-texts.ts';
import { searchedCalls } from './searched-calls.ts';
import { COLUMNS_MAX, wrapText } from '../text/wrap-text.ts';

/**
 * Letters for the scopes that results rest on: those that are given, and further ones in the order
 * in which they come up. Who calls is not part of it: that is the column's.
 */
export class ScopeLetters {
  readonly #letters: Map<string, string>;
  /** Scopes that the results rest on. */
  readonly #met = new Set<string>();

  /** `given`: scopes by their letters, A and on. */
  constructor(results: readonly DesignResult[], given: Readonly<Record<string, string>> = {}) {
    this.#letters = new Map(Object.entries(given).map(([name, scope]) => [scope, name]));
    for (const { verdicts } of results) {
      for (const { verdict } of verdicts) this.#nameScopes(verdict);
    }
  }

  #nameScopes(verdict: Verdict): void {
    for (const scope of scopesOf(verdict)) {
      const text = scopeText(scope);
      this.#met.add(text);
      if (this.#letters.has(text)) continue;
      this.#letters.set(text, letter(this.#letters.size));
    }
  }

  /** "ABC" */
  of(scopes: readonly Scope[]): string {
    const letters = scopes.map((scope) => this.#letters.get(scopeText(scope)) ?? '?');
    return letters.toSorted().join('');
  }

  /** The scopes by their letters. */
  byLetter(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#letters].map(([scope, name]) => [name, scope]));
  }

  /**
   * What the letters stand for.
   * @param script the file of the calls that were made; null: all were
   * @param beside something stands beside the results that rests on the scopes that were given
   */
  legend(script: string | null, beside: boolean): readonly string[] {
    const told = [...this.#letters].filter(([scope]) => beside || this.#met.has(scope));
    if (told.length === 0) return [];
    return [
      ...wrapText(`Exhausted, ${searchedCalls(script)}:`, COLUMNS_MAX, '', '  '),
      ...told.flatMap(([scope, name]) => wrapText(scope, COLUMNS_MAX, `  ${name}  `, '     ')),
      '',
    ];
  }
}

/** The scopes of which every state was visited. */
function scopesOf(verdict: Verdict): readonly Scope[] {
  if (verdict.kind === 'holds') return verdict.exhausted;
  if (verdict.kind !== 'violated') return [];
  return verdict.classes.flatMap(({ proof }) => (proof?.among === 'all runs' ? [proof.scope] : []));
}

/** A to Z, then AA and so on: there are rarely more than three. */
function letter(number: number): string {
  const last = String.fromCharCode(65 + (number % 26));
  return number < 26 ? last : `${letter(Math.floor(number / 26) - 1)}${last}`;
}
