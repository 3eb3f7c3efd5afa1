import { callsOf, type CourseRound, refusalsOf } from '../../explore/agreement/course.ts';
import type { Played } from '../../explore/agreement/course-player.ts';
import type { Divergence, PlayedCourse, PlayedRound } from '../../explore/agreement/play-course.ts';
import type { Call, Space } from '../../model/call.ts';
import { MAX_PFN, type Range } from '../../model/range.ts';
import type { Action } from '../../port/action.ts';
import { CallNames } from '../counterexample/call-names.ts';
import { callText } from '../counterexample/call-text.ts';
import { pageName, rangeName } from '../counterexample/page-name.ts';
import { columns, wrapText } from '../text/wrap-text.ts';
import { observationText, replyText, treeText } from './observation-text.ts';

/** The width of what one design does: two of these, a mark and a line between them. */
function sideColumns(): number {
  return (columns() - 5) >> 1;
}

/**
 * A course in which two designs differ, as text for a mail: its rounds, and what each design does
 * in the last one, side by side.
 */
export function differenceText(played: PlayedCourse): readonly string[] {
  const words = new Words(played);
  const last = played.rounds.at(-1);
  const divergence = played.divergence;
  if (last === undefined || divergence === null) return [];
  return [
    ...wrapText(
      `They differ in a run of ${counted(callsOf(played.course), 'call')} and ` +
        `${counted(refusalsOf(played.course), 'refusal')}. ` +
        `Pages begin at ${words.firstPage}, numbered from the 4 GiB line.${words.fillers}`,
      columns(),
    ),
    ...played.rounds.flatMap((round) => [
      ...wrapText(words.round(round.round), columns(), '  ', '      '),
      ...(round === last ? [] : [`      both: ${words.reply(round.A)}`]),
    ]),
    '',
    ...beside('A', 'B', false),
    ...words.sideBySide(last, divergence),
  ];
}

/** What both designs do next, and how often in a row. */
interface SeenRow {
  readonly a: string;
  readonly b: string;
  readonly isMarked: boolean;
  times: number;
}

function repeated(text: string, times: number): string {
  return times === 1 || text === '' ? text : `${text}, ${times} times`;
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Two texts in two columns. `>` marks the first line of those that differ. */
function beside(a: string, b: string, isMarked: boolean): readonly string[] {
  const [left, right] = [a, b].map((text) => wrapText(text, sideColumns(), '', '    ')) as [
    readonly string[],
    readonly string[],
  ];
  return Array.from({ length: Math.max(left.length, right.length) }, (_, at) => {
    const mark = isMarked && at === 0 ? '> ' : '  ';
    return `${mark}${(left[at] ?? '').padEnd(sideColumns())} | ${right[at] ?? ''}`.trimEnd();
  });
}

class Words {
  readonly #names: CallNames;
  readonly #space: Space;
  readonly #fillers: Range | null;
  #calls = 0;

  constructor({ course }: PlayedCourse) {
    const starts = course.rounds.flatMap((round): readonly Action[] =>
      round.do === 'call' ? [{ do: 'start', on: 'cpu0', call: round.call }] : [],
    );
    this.#names = new CallNames(starts);
    const { startPfn, granule, fillers } = course;
    this.#fillers = fillers;
    const dma32 = 2 ** 32 / granule;
    this.#space = { startPfn, dma32, topPfn: dma32 };
  }

  /** What is reserved first. */
  get fillers(): string {
    if (this.#fillers === null) return '';
    const { lo, hi } = this.#fillers;
    const pages = counted(hi - lo + 1, 'page');
    return ` First, ${pages} from ${pageName(lo, this.#space)} on are reserved one by one.`;
  }

  get firstPage(): string {
    return pageName(this.#space.startPfn, this.#space);
  }

  /** Called for each round in order. */
  round(round: CourseRound): string {
    const what =
      round.do === 'call'
        ? this.#call(round.call)
        : round.do === 'work'
          ? 'the work runs, if it is armed'
          : `${round.byJiffies} ms pass`;
    const refused = round.refused.map(({ need, nth }) =>
      nth === 'every' ? `every request to ${need}` : `request ${nth} to ${need}`,
    );
    return refused.length === 0 ? what : `${what}; refused: ${refused.join(', ')}`;
  }

  #call(call: Call): string {
    const number = this.#calls;
    this.#calls += 1;
    return this.#withTop(callText(call, number, this.#names, this.#space));
  }

  /** Pages that have no number here are those at the very end. */
  #withTop(text: string): string {
    return text.replaceAll(`+${MAX_PFN - this.#space.dma32}`, '~0UL');
  }

  reply(played: Played): string {
    return replyText(played, this.#name);
  }

  readonly #name = (range: Range): string => this.#withTop(rangeName(range, this.#space));

  sideBySide({ A, B }: PlayedRound, divergence: Divergence): readonly string[] {
    const most = Math.max(A.observations.length, B.observations.length);
    const rows: SeenRow[] = [];
    for (let nth = 0; nth < most; nth += 1) {
      const isMarked = divergence.what === 'observation' && divergence.nth === nth;
      const row = { a: this.#seen(A, nth), b: this.#seen(B, nth), isMarked, times: 1 };
      const before = rows.at(-1);
      if (before !== undefined && !isMarked && row.a === before.a && row.b === before.b) {
        before.times += 1;
      } else rows.push(row);
    }
    const seen = rows.flatMap(({ a, b, isMarked, times }) => {
      const [left, right] = [a, b].map((text) => repeated(text, times));
      return beside(left ?? '', right ?? '', isMarked);
    });
    const ends = (what: 'reply' | 'works' | 'tree'): boolean => divergence.what === what;
    const reply = beside(this.reply(A), this.reply(B), ends('reply') || ends('works'));
    const trees = [A, B].map((side) => `tree: ${treeText(side, this.#name)}`);
    return [...seen, ...reply, ...beside(trees[0] ?? '', trees[1] ?? '', ends('tree'))];
  }

  #seen({ observations }: Played, nth: number): string {
    const seen = observations[nth];
    return seen === undefined ? '' : `${observationText(seen, this.#name)} (${seen.at})`;
  }
}
