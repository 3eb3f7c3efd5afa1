import { assert } from '../../model/assert.ts';
import type { Scope } from '../../explore/run/scope.ts';
import type { ReplayStep } from '../../explore/world/replay.ts';
import type { Fact } from '../../model/fact.ts';
import type { Ledger } from '../../model/ledger.ts';
import type { Range } from '../../model/range.ts';
import type { StoryEffect } from './story-effect.ts';
import { effectOf } from './effect-of.ts';
import { firstLedger } from './first-ledger.ts';
import { ENTRY_FUNCTION } from './entry-function.ts';
import { pageSpans } from './page-span.ts';
import { type Segment, segmentsOf } from './segments.ts';
import { isSingleRefusal } from './single-refusal.ts';
import { groupSteps } from './step-group.ts';
import { stepEffects } from './step-effects.ts';
import { splitLabel } from './step-label.ts';
import type { StoryEvent, StoryLine } from './story-line.ts';

/**
 * A run line by line. A step without an effect shares a line with the next one that has some; a
 * call in which nothing goes wrong and nobody interferes is one line.
 * @param cutAfter no line covers both of the first `cutAfter` actions and of later ones
 */
export function storyLines(
  steps: readonly ReplayStep[],
  scope: Scope,
  cutAfter: number = 0,
): readonly StoryLine[] {
  const story = new Story(scope, steps[0]?.stock ?? []);
  for (const part of [steps.slice(0, cutAfter), steps.slice(cutAfter)]) {
    for (const segment of segmentsOf(part)) story.add(segment);
  }
  return story.lines;
}

/** Facts of a step that is worth no word, unless the context stops there. */
const QUIET: ReadonlySet<Fact['kind']> = new Set(['locked', 'unlocked', 'object', 'surveyed']);

function isQuiet(fact: Fact): boolean {
  return QUIET.has(fact.kind) || (fact.kind === 'memory' && fact.granted && fact.need === 'object');
}

class Story {
  readonly lines: StoryLine[] = [];
  readonly #ledger: Ledger;
  /** Contexts in the middle of a call. */
  readonly #inCall = new Set<string>();

  constructor(scope: Scope, stock: readonly Range[]) {
    this.#ledger = firstLedger(scope, stock);
  }

  add(segment: Segment): void {
    if (segment.lane === null) this.#addOutside(segment);
    else if (!this.#addWhole(segment)) this.#addInDetail(segment.lane, segment);
  }

  /** Pressure, which is a segment of its own, or time. */
  #addOutside({ steps }: Segment): void {
    let event: StoryEvent = { kind: 'time passed', jiffies: 0 };
    for (const { action } of steps) {
      if (action.do === 'pressure') event = { kind: 'pressure turned', level: action.level };
      if (action.do === 'advance' && event.kind === 'time passed') {
        event = { ...event, jiffies: event.jiffies + action.byJiffies };
      }
    }
    this.#enter(steps);
    this.#push(null, steps, event);
  }

  /** Adds a whole call as one line, if that says all. */
  #addWhole({ lane, steps, begins, ends }: Segment): boolean {
    const first = steps[0] as ReplayStep;
    if (!begins || !ends || first.action.do !== 'start') return false;
    let outcome: StoryEffect | null = null;
    for (const { facts, breaches, nowJiffies } of steps) {
      if (breaches.length > 0) return false;
      for (const fact of facts) {
        const effect = effectOf(fact, this.#ledger, nowJiffies);
        if (effect === null) continue;
        if (!IN_WHOLE_CALLS.has(effect.kind)) return false;
        if (effect.kind !== 'returned' || effect.granted !== null) outcome = effect;
      }
    }
    this.#enter(steps);
    const { call } = first.action;
    this.#push(lane, steps, { kind: 'whole call', call, number: first.call ?? 0, outcome });
    return true;
  }

  #addInDetail(lane: string, segment: Segment): void {
    /** The function that the last line ends in; null: this segment has no line yet. */
    let fn: string | null = null;
    let covered: ReplayStep[] = [];
    let labels: string[] = [];
    for (const step of segment.steps) {
      const { action, at, facts, breaches } = step;
      const effects = stepEffects(step, this.#ledger);
      covered.push(step);
      if (action.do === 'start') {
        this.#inCall.add(lane);
        const { call } = action;
        const number = step.call ?? 0;
        this.#push(lane, covered, { kind: 'call begun', call, number, effects, later: [] });
        fn = ENTRY_FUNCTION[call.fn];
        covered = [];
        continue;
      }
      const isLast = step === segment.steps.at(-1);
      const isAllQuiet = facts.length > 0 && facts.every(isQuiet);
      if (facts.some((fact) => fact.kind === 'responded')) this.#inCall.delete(lane);
      const stopsHere = isLast && effects.length === 0 && this.#inCall.has(lane);
      const isReturn = effects.length === 1 && isResponse(effects[0]);
      if ((!isAllQuiet || stopsHere) && !(isReturn && isQuietReturn(facts))) labels.push(at);
      if (effects.length === 0 && breaches.length === 0 && !isLast) continue;
      if (labels.length === 0 && fn !== null && breaches.length === 0) {
        this.#addToLast(covered, effects);
      } else {
        const steps = groupSteps(labels, fn);
        this.#push(lane, covered, { kind: 'steps', steps, effects, later: [] });
      }
      fn = splitLabel(at).fn;
      covered = [];
      labels = [];
    }
  }

  #enter(steps: readonly ReplayStep[]): void {
    for (const { facts } of steps) for (const fact of facts) this.#ledger.apply(fact);
  }

  /** Steps that are worth no word, and what they did, go into the line before them. */
  #addToLast(covered: readonly ReplayStep[], effects: readonly StoryEffect[]): void {
    const line = this.lines.at(-1);
    assert(
      line !== undefined && 'later' in line.event,
      'steps without a line of their own follow no line of their context',
    );
    this.lines[this.lines.length - 1] = {
      ...line,
      to: covered.at(-1)?.number ?? line.to,
      event: { ...line.event, later: [...line.event.later, ...effects] },
      pages: pageSpans(this.#ledger),
      inCall: [...this.#inCall],
    };
  }

  #push(lane: string | null, covered: readonly ReplayStep[], event: StoryEvent): void {
    this.lines.push({
      from: covered[0]?.number ?? 0,
      to: covered.at(-1)?.number ?? 0,
      lane,
      memory: covered.some(isSingleRefusal) ? 'once' : this.#ledger.pressure,
      event,
      pages: pageSpans(this.#ledger),
      breaches: covered.flatMap((step) => step.breaches),
      inCall: [...this.#inCall],
    });
  }
}

/** Anything else that a call does is a reason to look at its steps. */
const IN_WHOLE_CALLS: ReadonlySet<StoryEffect['kind']> = new Set([
  'returned',
  'refused',
  'stored',
  'erased',
  'cached',
  'uncached',
]);

function isResponse(effect: StoryEffect | undefined): boolean {
  return effect?.kind === 'returned' || effect?.kind === 'refused';
}

/** The last step of a call, which only gives something back. */
function isQuietReturn(facts: readonly Fact[]): boolean {
  return facts.every((fact) => isQuiet(fact) || fact.kind === 'responded');
}
