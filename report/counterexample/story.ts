import type { ReplayStep } from '../../explore/world/replay.ts';
import type { Space } from '../../model/call.ts';
import type { Breach } from '../../model/judges.ts';
import type { Fact } from '../../model/fact.ts';
import { Ledger } from '../../model/ledger.ts';
import { CALLS } from '../../port/call-table.ts';
import type { CallNames } from './call-names.ts';
import { newsOf } from './news.ts';
import { rangeName } from './page-name.ts';
import { isRefusedAlone, type Segment, segmentsOf } from './segments.ts';
import { drawSpace } from './space-map.ts';
import { joinSteps, shortReason, splitStep } from './step-name.ts';

/** One line of a timeline. */
export interface StoryLine {
  /** The actions it tells of, from 1. */
  readonly from: number;
  readonly to: number;
  /** The context; null for what happens to all of them. */
  readonly lane: string | null;
  /** How memory is refused: "", "nodes", "all", or "once" for this one request. */
  readonly memory: string;
  readonly text: string;
  /** The space after it. */
  readonly map: string;
  readonly breaches: readonly Breach[];
  /** Contexts in the middle of a call after it. */
  readonly open: ReadonlySet<string>;
}

/** Facts of a step that nobody needs to read of, unless the context stops there. */
const QUIET: ReadonlySet<Fact['kind']> = new Set(['locked', 'unlocked', 'object', 'surveyed']);

function isQuiet(fact: Fact): boolean {
  return QUIET.has(fact.kind) || (fact.kind === 'memory' && fact.granted && fact.need === 'object');
}

/** Tells a run line by line: steps without news are told with the next one that has some. */
export class Story {
  readonly lines: StoryLine[] = [];
  readonly #ledger: Ledger;
  readonly #names: CallNames;
  readonly #open = new Set<string>();

  /** `cutAfter`: no line tells both of these steps and of later ones. */
  constructor(steps: readonly ReplayStep[], names: CallNames, space: Space, cutAfter: number = 0) {
    this.#names = names;
    this.#ledger = new Ledger(space);
    for (const part of [steps.slice(0, cutAfter), steps.slice(cutAfter)]) {
      for (const segment of segmentsOf(part)) this.#tell(segment);
    }
  }

  #tell(segment: Segment): void {
    if (segment.lane === null) this.#tellOutside(segment);
    else if (!this.#tellShort(segment)) this.#tellInDetail(segment);
  }

  /** Pressure and time. */
  #tellOutside(segment: Segment): void {
    let passedJiffies = 0;
    let text = '';
    for (const { action } of segment.steps) {
      if (action.do === 'advance') passedJiffies += action.byJiffies;
      if (action.do === 'pressure') text = PRESSURE[action.level];
    }
    for (const { facts } of segment.steps) for (const fact of facts) this.#ledger.apply(fact);
    this.#push(segment, segment.steps, `-- ${text === '' ? `${passedJiffies} ms pass` : text} --`);
  }

  /** A whole call in which nothing went wrong, in one line. */
  #tellShort(segment: Segment): boolean {
    const { steps, begins, ends } = segment;
    const first = steps[0] as ReplayStep;
    if (!begins || !ends || first.action.do !== 'start') return false;
    const results: string[] = [];
    const { space } = this.#ledger;
    for (const { facts, breaches } of steps) {
      if (breaches.length > 0) return false;
      for (const fact of facts) {
        if (fact.kind === 'responded') {
          if (fact.granted !== null) results.splice(0, Infinity, rangeName(fact.granted, space));
          if (fact.refused) results.push(`NULL: ${shortReason(fact.because ?? 'refused')}`);
        } else {
          const news = newsOf(fact, this.#ledger, 0);
          if (news !== null && fact.kind !== 'stored' && fact.kind !== 'erased') return false;
          if (news !== null) results.push(news);
        }
      }
    }
    for (const { facts } of steps) for (const fact of facts) this.#ledger.apply(fact);
    const call = this.#names.describe(first.action.call, first.call ?? 0);
    this.#push(segment, steps, [call, ...results.slice(-1)].join(' -> '));
    return true;
  }

  #tellInDetail(segment: Segment): void {
    const lane = segment.lane as string;
    let fn: string | null = null;
    let told: ReplayStep[] = [];
    let steps: string[] = [];
    for (const step of segment.steps) {
      const { action, at, facts, breaches } = step;
      const news = this.#newsOf(step);
      told.push(step);
      if (action.do === 'start') {
        this.#open.add(lane);
        this.#push(segment, told, this.#names.describe(action.call, step.call ?? 0), news);
        fn = CALLS[action.call.fn].cName;
        told = [];
        continue;
      }
      const last = step === segment.steps.at(-1);
      const quiet = facts.length > 0 && facts.every(isQuiet);
      if (facts.some((fact) => fact.kind === 'responded')) this.#open.delete(lane);
      const leaves = last && news.length === 0 && this.#open.has(lane);
      const isReturn = news.length === 1 && news[0]?.startsWith('returns') === true;
      if ((!quiet || leaves) && !(isReturn && isQuietReturn(facts))) steps.push(at);
      if (news.length === 0 && breaches.length === 0 && !last) continue;
      if (steps.length === 0 && fn !== null && breaches.length === 0) this.#addTo(told, news);
      else this.#push(segment, told, joinSteps(steps, fn), news);
      fn = splitStep(at).fn;
      told = [];
      steps = [];
    }
  }

  /** The news of one action; the ledger enters its facts. */
  #newsOf({ facts, breaches, nowJiffies }: ReplayStep): readonly string[] {
    const explained = new Set(breaches.map((breach) => breach.why));
    const lastWork = facts.findLastIndex((fact) => fact.kind === 'work');
    const news: string[] = [];
    for (const [at, fact] of facts.entries()) {
      const explains = fact.kind === 'misused' && explained.has(fact.what);
      const text = explains ? null : newsOf(fact, this.#ledger, nowJiffies);
      this.#ledger.apply(fact);
      // A step that moves the work twice leaves it where the last move puts it.
      if (text === null || news.includes(text)) continue;
      if (fact.kind !== 'work' || at === lastWork) news.push(text);
    }
    return news;
  }

  /** What has no step of its own to tell of goes with the line before. */
  #addTo(told: readonly ReplayStep[], news: readonly string[]): void {
    const line = this.lines.pop();
    if (line === undefined) return;
    const text = [line.text, ...news].join('; ');
    const to = told.at(-1)?.number ?? line.to;
    const map = drawSpace(this.#ledger, this.#names);
    this.lines.push({ ...line, to, text, map, open: new Set(this.#open) });
  }

  #push(
    { lane }: Segment,
    told: readonly ReplayStep[],
    text: string,
    news: readonly string[] = [],
  ): void {
    const { pressure } = this.#ledger;
    const arrow = text === '' || news.length === 0 ? '' : ' -> ';
    this.lines.push({
      from: told[0]?.number ?? 0,
      to: told.at(-1)?.number ?? 0,
      lane,
      memory: told.some(isRefusedAlone) ? 'once' : pressure === 'none' ? '' : pressure,
      text: `${text}${arrow}${news.join(', ').replace(', returns', '; returns')}`,
      map: drawSpace(this.#ledger, this.#names),
      breaches: told.flatMap((step) => step.breaches),
      open: new Set(this.#open),
    });
  }
}

const PRESSURE = {
  none: 'memory is back',
  nodes: 'from here on every request for tree nodes is refused',
  all: 'from here on every memory request is refused',
} as const;

/** The last step of a call, which only gave something back. */
function isQuietReturn(facts: readonly Fact[]): boolean {
  return facts.every((fact) => isQuiet(fact) || fact.kind === 'responded');
}
