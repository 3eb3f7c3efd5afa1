import type { Action } from '../../port/action.ts';
import type { Call, Page, Space } from '../../model/call.ts';
import { hasRole } from '../../model/role.ts';
import { descriptionOf } from '../../port/call-table.ts';
import { callInC, callInWords } from './call-text.ts';
import { hex, pageName } from './page-name.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Calls of a run by name: what a call is granted or reserves is named by a letter. */
export class CallNames {
  /** Of each call that can get a range: its name. */
  readonly #names: readonly (string | null)[];
  readonly #space: Space;

  constructor(actions: readonly Action[], space: Space) {
    this.#space = space;
    let named = 0;
    this.#names = actions.flatMap((action) => {
      if (action.do !== 'start') return [];
      if (!isNamed(action.call)) return [null];
      const round = Math.floor(named / LETTERS.length);
      const letter = LETTERS[named % LETTERS.length] ?? '';
      named += 1;
      return [round === 0 ? letter : `${letter}${round}`];
    });
  }

  /** "a"; null for a call that gets no range. */
  nameOf(call: number): string | null {
    return this.#names[call] ?? null;
  }

  /** One sign for the range of that call, in a picture of the space. */
  signOf(call: number): string {
    return this.nameOf(call)?.slice(0, 1) ?? '?';
  }

  /** A sentence with the name behind every "call N". */
  inSentence(sentence: string): string {
    return sentence.replaceAll(/\bcall (\d+)\b/g, (whole, number: string) => {
      const name = this.nameOf(Number(number));
      return name === null ? whole : `${whole} (${name})`;
    });
  }

  /** The call as the timeline tells it: "a = alloc_iova(2 pages up to -1)". */
  describe(call: Call, number: number): string {
    const name = this.#rangeOf(call, number);
    const said = callInWords(call, {
      pfn: (pfn) => pageName(pfn, this.#space),
      page: (page) => this.#pageOf(page),
    });
    return name === null ? said : `${name} = ${said}`;
  }

  /** The name of what that call gets; null if it gets no range. */
  #rangeOf(call: Call, number: number): string | null {
    return isNamed(call) ? (this.nameOf(number) ?? '?') : null;
  }

  #pageOf(what: Page): string {
    if ('pfn' in what) return `pfn ${pageName(what.pfn, this.#space)}`;
    const name = this.nameOf(what.call) ?? `call ${what.call}`;
    return what.offsetPages === 0 ? name : `page ${what.offsetPages} of ${name}`;
  }

  /**
   * The call as a C statement. `live`: the range object of the call it names is certainly there;
   * otherwise its pfn is written as a number, `granted` being what that call got.
   */
  inC(call: Call, number: number, live: boolean, grantedLo: number | null): string {
    const page = (what: Page): string => {
      if ('pfn' in what) return hex(what.pfn);
      if (!live) return hex((grantedLo ?? 0) + what.offsetPages);
      const offset = what.offsetPages === 0 ? '' : ` + ${what.offsetPages}`;
      return `${this.nameOf(what.call) ?? '?'}->pfn_lo${offset}`;
    };
    const variable = this.#rangeOf(call, number) ?? (hasRole(call, 'looks') ? 'found' : null);
    const expression = callInC(call, { pfn: hex, page });
    return variable === null ? `${expression};` : `${variable} = ${expression};`;
  }
}

/** Only what a call gets has a name. */
function isNamed(call: Call): boolean {
  return descriptionOf(call).pagesGranted(call) !== null;
}
