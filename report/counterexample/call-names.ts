import type { Action } from '../../port/action.ts';
import { getsRange } from './gets-range.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Letters for the calls of a run that can get a range, in the order in which they begin. */
export class CallNames {
  /** By the number of the call, from 0; null for a call that gets no range. */
  readonly #names: readonly (string | null)[];

  constructor(actions: readonly Action[]) {
    let named = 0;
    this.#names = actions.flatMap((action) => {
      if (action.do !== 'start') return [];
      if (!getsRange(action.call)) return [null];
      const round = Math.floor(named / LETTERS.length);
      const letter = LETTERS[named % LETTERS.length] ?? '';
      named += 1;
      return [round === 0 ? letter : `${letter}${round}`];
    });
  }

  /** "a", after 52 calls "a1"; null for a call that gets no range, or that the run has not. */
  nameOf(call: number): string | null {
    return this.#names[call] ?? null;
  }

  /** One sign for the range of that call, in a picture of the space. */
  signOf(call: number): string {
    return this.nameOf(call)?.slice(0, 1) ?? '?';
  }

  /** A sentence in which the name follows every "call N". */
  inSentence(sentence: string): string {
    return sentence.replaceAll(/\bcall (\d+)\b/g, (whole, number: string) => {
      const name = this.nameOf(Number(number));
      return name === null ? whole : `${whole} (${name})`;
    });
  }
}
