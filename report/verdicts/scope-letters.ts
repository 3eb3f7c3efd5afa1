import type { DesignResult, Verdict } from '../../explore/checking/verdict.ts';
import type { Scope } from '../../explore/run/scope.ts';
import { columns, wrapText } from '../text/wrap-text.ts';
import { scopeText } from './scope-texts.ts';
import { searchedCalls } from './searched-calls.ts';

/**
 * Letters for the scopes that results rest on: first the given ones, then others in the order in
 * which they occur. The callers are no part of a scope here: each column has its own.
 */
export class ScopeLetters {
  readonly #letters: Map<string, string>;
  /** Scopes that the results rest on. */
  readonly #met = new Set<string>();

  /** @param given scopes by their letters, A and on, without gaps */
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

  /** "ABC", in alphabetical order; "?" for a scope that has no letter. */
  of(scopes: readonly Scope[]): string {
    const letters = scopes.map((scope) => this.#letters.get(scopeText(scope)) ?? '?');
    return letters.toSorted().join('');
  }

  /** Every scope that has a letter, by its letter. */
  byLetter(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#letters].map(([scope, name]) => [name, scope]));
  }

  /**
   * What the letters stand for, in lines that end with an empty one; [] if there are none.
   * @param script the file that lists the calls of the searches; null: they made all of them
   * @param withGiven explain the given scopes, too: something that rests on them is printed as well
   */
  legend(script: string | null, withGiven: boolean): readonly string[] {
    const explained = [...this.#letters].filter(([scope]) => withGiven || this.#met.has(scope));
    if (explained.length === 0) return [];
    const calls = searchedCalls(
      script,
      explained.map(([scope]) => scope),
    );
    return [
      ...wrapText(`Exhausted scopes, ${calls}:`, columns(), '', '  '),
      ...explained.flatMap(([scope, name]) => wrapText(scope, columns(), `  ${name}  `, '     ')),
      '',
    ];
  }
}

/** The scopes in which a search visited every state. */
function scopesOf(verdict: Verdict): readonly Scope[] {
  if (verdict.kind === 'holds') return verdict.exhausted;
  if (verdict.kind !== 'violated') return [];
  return verdict.counterexamples.flatMap(({ proof }) =>
    proof?.among === 'all runs' ? [proof.scope] : [],
  );
}

/** A to Z, then AA and so on; numbers from 0. */
function letter(number: number): string {
  const last = String.fromCharCode(65 + (number % 26));
  return number < 26 ? last : `${letter(Math.floor(number / 26) - 1)}${last}`;
}
