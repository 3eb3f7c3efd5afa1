import type { ReplayStep } from '../../explore/world/replay.ts';
import type { Call, Page } from '../../model/call.ts';
import type { Pressure } from '../../model/fact.ts';
import type { Range } from '../../model/range.ts';
import { hasRole } from '../../model/role.ts';
import { originOf } from '../../port/call-origin.ts';
import { segmentsOf } from './segments.ts';
import { isSingleRefusal } from './single-refusal.ts';

/** What a stretch of a run needs to happen again, and what it shows. */
export interface Remarks {
  /** Labels of the steps whose one request for memory must fail, in order. */
  readonly refusedAt: readonly string[];
  /** The properties that break in it, in order. */
  readonly breaks: readonly string[];
}

/** What a call came back with. */
export type CallResult =
  { readonly kind: 'granted'; readonly range: Range } | { readonly kind: 'refused' | 'done' };

/** Where a stretch ends: at a step of that label; null: before the first step of the call. */
export interface Stop {
  readonly label: string | null;
}

/** An element of the calls of a run, as somebody would make them on a real kernel. Plain data. */
export type SequenceEntry =
  | { readonly kind: 'pressure turned'; readonly level: Pressure }
  | { readonly kind: 'time passed'; readonly jiffies: number; readonly remarks: Remarks }
  /** The work runs; `goesOn`: it stopped in the middle before. `stop`: null if it comes to rest. */
  | {
      readonly kind: 'work';
      readonly goesOn: boolean;
      readonly stop: Stop | null;
      readonly remarks: Remarks;
    }
  /**
   * A call begins. Its page is named by the call that got it only if the range object of that call
   * is certainly still there, and by number otherwise.
   */
  | {
      readonly kind: 'call';
      readonly lane: string;
      readonly call: Call;
      readonly number: number;
      /** Null: it comes later. */
      readonly result: CallResult | null;
      readonly remarks: Remarks;
      /** Null where there is a result. */
      readonly stop: Stop | null;
    }
  /** A call that was stopped goes on; `result` and `stop` as above. */
  | {
      readonly kind: 'call goes on';
      readonly lane: string;
      readonly result: CallResult | null;
      readonly remarks: Remarks;
      readonly stop: Stop | null;
    };

/** The calls of a run alone, in the order in which they begin, and what comes between them. */
export function callSequence(steps: readonly ReplayStep[]): readonly SequenceEntry[] {
  const objects = new RangeObjects(steps);
  const entries: SequenceEntry[] = [];
  let isWorkStopped = false;
  for (const { lane, steps: stretch } of segmentsOf(steps)) {
    if (lane === null) entries.push(...outside(stretch));
    else if (lane !== 'worker') entries.push(callEntry(lane, stretch, objects));
    else if (stretch.some((step) => step.at !== 'timer: expires')) {
      const entry = workEntry(stretch, isWorkStopped);
      isWorkStopped = entry.stop !== null;
      entries.push(entry);
    }
  }
  return entries;
}

/** Which range objects a caller can still use, and which pages they are about. */
class RangeObjects {
  /** What each call was granted. */
  readonly #granted = new Map<number, Range>();
  /** Calls whose range object may be gone, or says nothing about the pages asked for. */
  readonly #gone = new Set<number>();

  constructor(steps: readonly ReplayStep[]) {
    for (const { facts } of steps) {
      for (const fact of facts) {
        if (fact.kind !== 'responded' || fact.granted === null) continue;
        this.#granted.set(fact.call, fact.granted);
      }
    }
    for (const { action, call } of steps) {
      if (action.do !== 'start' || !hasRole(action.call, 'reserves') || call === null) continue;
      // What is returned may be wider than the request: its `pfn_lo` says nothing.
      this.#granted.set(call, action.call);
      this.#gone.add(call);
    }
  }

  /** The call with its page named in a way that works. Calls must come in the order of the run. */
  resolve(call: Call): Call {
    if (!('what' in call)) return call;
    const resolved = { ...call, what: this.#page(call.what) };
    const origin = originOf(call);
    if (origin !== null && hasRole(call, 'gives back')) this.#gone.add(origin);
    return resolved;
  }

  #page(what: Page): Page {
    if ('pfn' in what || !this.#gone.has(what.call)) return what;
    return { pfn: (this.#granted.get(what.call)?.lo ?? 0) + what.offsetPages };
  }
}

function outside(steps: readonly ReplayStep[]): readonly SequenceEntry[] {
  const entries: SequenceEntry[] = [];
  let jiffies = 0;
  for (const { action } of steps) {
    if (action.do === 'advance') jiffies += action.byJiffies;
    if (action.do === 'pressure') entries.push({ kind: 'pressure turned', level: action.level });
  }
  if (jiffies === 0) return entries;
  return [...entries, { kind: 'time passed', jiffies, remarks: remarksOn(steps) }];
}

function workEntry(
  steps: readonly ReplayStep[],
  goesOn: boolean,
): Extract<SequenceEntry, { kind: 'work' }> {
  const last = steps.at(-1) as ReplayStep;
  const rests = last.facts.some((fact) => fact.kind === 'work' && fact.state !== 'running');
  const stop = rests ? null : { label: last.at };
  return { kind: 'work', goesOn, stop, remarks: remarksOn(steps) };
}

function callEntry(
  lane: string,
  steps: readonly ReplayStep[],
  objects: RangeObjects,
): SequenceEntry {
  const first = steps[0] as ReplayStep;
  const last = steps.at(-1) as ReplayStep;
  const result = steps.flatMap(resultsOf)[0] ?? null;
  const isUnbegun = last === first && first.action.do === 'start';
  const stop = result === null ? { label: isUnbegun ? null : last.at } : null;
  const rest = { lane, result, stop, remarks: remarksOn(steps) };
  if (first.action.do !== 'start') return { kind: 'call goes on', ...rest };
  const call = objects.resolve(first.action.call);
  return { kind: 'call', call, number: first.call ?? 0, ...rest };
}

function resultsOf({ facts }: ReplayStep): readonly CallResult[] {
  return facts.flatMap((fact): readonly CallResult[] => {
    if (fact.kind !== 'responded') return [];
    if (fact.refused) return [{ kind: 'refused' }];
    return [fact.granted === null ? { kind: 'done' } : { kind: 'granted', range: fact.granted }];
  });
}

function remarksOn(steps: readonly ReplayStep[]): Remarks {
  return {
    refusedAt: steps.filter(isSingleRefusal).map((step) => step.at),
    breaks: steps.flatMap(({ breaches }) => breaches.map((breach) => breach.property)),
  };
}
