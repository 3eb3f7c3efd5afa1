import type { ReplayStep } from '../../explore/world/replay.ts';
import type { Scope } from '../../explore/run/scope.ts';
import { GRANULE, spaceOf } from '../../explore/run/scope.ts';
import type { Call } from '../../model/call.ts';
import { hasRole } from '../../model/role.ts';
import { originOf } from '../../port/call-origin.ts';
import type { Range } from '../../model/range.ts';
import type { CallNames } from './call-names.ts';
import { hex } from './page-name.ts';
import { longestRepeat } from '../text/repeats.ts';
import { isRefusedAlone, segmentsOf } from './segments.ts';
import { COLUMNS_MAX, wrapText } from '../text/wrap-text.ts';

/** Where the comments begin, if the statement leaves room. */
const COMMENT_COLUMN = 50;
/** Repetitions that save fewer lines are written out. */
const REPEATED_LINES_MIN = 4;

/**
 * The calls of a run alone, as C to try on a real kernel: a statement a call, in the order in which
 * they begin, and in comments who makes it, what it returned, where memory must fail, where the
 * work must run and where contexts take turns.
 */
export class CallList {
  readonly #lines: string[] = [];
  readonly #names: CallNames;
  /** What each call was granted. */
  readonly #granted = new Map<number, Range>();
  /** Calls whose range object may be gone: its pfn is written as a number from then on. */
  readonly #gone = new Set<number>();
  /** The last step that a context took in a call that it has not finished. */
  readonly #stopped = new Map<string, string>();

  constructor(steps: readonly ReplayStep[], names: CallNames, scope: Scope) {
    this.#names = names;
    const { startPfn } = spaceOf(scope);
    this.#say(
      `init_iova_domain(iovad, ${GRANULE}, ${hex(startPfn)});`,
      'and no rcache: these are the tree paths',
    );
    for (const { responded, granted } of steps.flatMap(resultOf)) {
      if (granted !== null) this.#granted.set(responded, granted);
    }
    for (const { action, call } of steps) {
      if (action.do !== 'start' || !hasRole(action.call, 'reserves') || call === null) continue;
      // What is returned may be wider than the request: its `pfn_lo` says nothing.
      this.#granted.set(call, action.call);
      this.#gone.add(call);
    }
    for (const segment of segmentsOf(steps)) {
      if (segment.lane === null) this.#outside(segment.steps);
      else if (segment.lane === 'worker') this.#work(segment.steps);
      else this.#calls(segment.lane, segment.steps);
    }
  }

  /** The statements and comments; what repeats is counted. */
  lines(): readonly string[] {
    const folded: string[] = [];
    for (let at = 0; at < this.#lines.length;) {
      const { period, rounds } = longestRepeat(this.#lines, at, REPEATED_LINES_MIN);
      folded.push(...this.#lines.slice(at, at + period));
      if (rounds > 1) folded.push(`/* ... and that ${rounds - 1} times more */`);
      at += period * rounds;
    }
    return folded;
  }

  #outside(steps: readonly ReplayStep[]): void {
    let passedJiffies = 0;
    for (const { action } of steps) {
      if (action.do === 'advance') passedJiffies += action.byJiffies;
      if (action.do === 'pressure') this.#note(PRESSURE[action.level]);
    }
    if (passedJiffies > 0) this.#note(`${passedJiffies} ms later${remarks(steps)}`);
  }

  #work(steps: readonly ReplayStep[]): void {
    const last = steps.at(-1) as ReplayStep;
    const worked = steps.some((step) => step.at !== 'timer: expires');
    if (!worked) return;
    const goesOn = this.#stopped.has('worker');
    const runs = last.facts.some((fact) => fact.kind === 'work' && fact.state !== 'running');
    const begins = goesOn ? 'the work goes on' : 'the work runs';
    const until = runs ? '' : ` up to "${last.at}"`;
    if (runs) this.#stopped.delete('worker');
    else this.#stopped.set('worker', last.at);
    this.#note(`${begins}${until}${remarks(steps)}`);
  }

  #calls(lane: string, steps: readonly ReplayStep[]): void {
    const first = steps[0] as ReplayStep;
    const last = steps.at(-1) as ReplayStep;
    const result = steps.flatMap(resultOf)[0];
    const remarked = remarks(steps);
    const place =
      last === first && first.action.do === 'start'
        ? 'before its first step'
        : `after "${last.at}"`;
    const stops = result === undefined ? `, stops ${place}` : '';
    if (first.action.do === 'start') {
      const { call } = first.action;
      const number = first.call ?? 0;
      const returns = result?.text ?? '';
      this.#say(this.#inC(call, number), `${lane}${returns}${stops}${remarked}`);
      const origin = originOf(call);
      if (origin !== null && hasRole(call, 'gives back')) this.#gone.add(origin);
    } else this.#note(`${lane} goes on${stops}${result?.text ?? ''}${remarked}`);
  }

  #inC(call: Call, number: number): string {
    const of = originOf(call);
    const granted = of === null ? undefined : this.#granted.get(of);
    const live = of !== null && !this.#gone.has(of);
    return this.#names.inC(call, number, live, granted?.lo ?? null);
  }

  #say(statement: string, comment: string): void {
    const start = `${statement} `.padEnd(COMMENT_COLUMN);
    const whole = `${start}/* ${comment} */`;
    if (whole.length <= COLUMNS_MAX - 2) this.#lines.push(whole);
    else {
      this.#note(comment);
      this.#lines.push(statement);
    }
  }

  #note(comment: string): void {
    this.#lines.push(...wrapText(`/* ${comment} */`, COLUMNS_MAX - 2, '', '   '));
  }
}

const PRESSURE = {
  none: 'from here on memory is back',
  nodes: 'from here on every request for maple nodes fails',
  all: 'from here on every GFP_ATOMIC request fails',
} as const;

/** "; memory must fail at "free_iova: remove_iova"; here AVL-1 breaks" */
function remarks(steps: readonly ReplayStep[]): string {
  const refused = steps.filter(isRefusedAlone).map((step) => step.at);
  const broken = steps.flatMap(({ breaches }) => breaches.map((breach) => breach.property));
  const fails = refused.length === 0 ? '' : `; memory must fail at "${refused.join('", "')}"`;
  const verb = broken.length === 1 ? 'breaks' : 'break';
  return `${fails}${broken.length === 0 ? '' : `; here ${broken.join(', ')} ${verb}`}`;
}

interface Result {
  readonly responded: number;
  readonly granted: Range | null;
  readonly text: string;
}

function resultOf({ facts }: ReplayStep): readonly Result[] {
  return facts.flatMap((fact) => {
    if (fact.kind !== 'responded') return [];
    const { granted } = fact;
    const range = granted === null ? '' : `: [${hex(granted.lo)}, ${hex(granted.hi)}]`;
    return [{ responded: fact.call, granted, text: fact.refused ? ': NULL' : range }];
  });
}
