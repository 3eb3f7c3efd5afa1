import type { Action } from '../../port/action.ts';
import type { Breach } from '../../model/judges.ts';
import type { Fact, Pressure } from '../../model/fact.ts';
import { callerKinds } from '../../port/caller-kinds.ts';
import type { Subject } from '../../port/subject.ts';
import { mayCall } from './callers.ts';
import { type Execution, executionOf } from './execution.ts';
import { fingerprint } from './fingerprint.ts';
import type { Run } from '../run/run.ts';
import type { Range } from '../../model/range.ts';
import { World } from './world.ts';

/** One action of a run, and what it did. */
export interface ReplayStep {
  /** The number of the action, from 1, as in reports. */
  readonly number: number;
  readonly action: Action;
  /** The number of the call, from 0; null for the worker, the timer, pressure and time. */
  readonly call: number | null;
  /** The label of the step: the C function, and where in it. */
  readonly at: string;
  /** Where it begins in the source, as "iova.c:412"; null: it is no step of compiled C. */
  readonly line: string | null;
  readonly facts: readonly Fact[];
  /** What the action broke. */
  readonly breaches: readonly Breach[];
  /** The ids of the properties whose witness occurred in it, in the order of the judges. */
  readonly witnessed: readonly string[];
  /** The virtual clock, before the action. */
  readonly nowJiffies: number;
  /** The pressure on memory, before the action. */
  readonly pressure: Pressure;
  /** What lay in caches before the run began, ascending; the same for all steps of a run. */
  readonly stock: readonly Range[];
}

/** The outcome of a replay. */
export type Replayed =
  /** The run happened twice in the same way and showed what it was expected to show. */
  | { readonly kind: 'as expected'; readonly execution: Execution }
  /** Action number `action` (from 1) could not be taken; `why` says why. */
  | {
      readonly kind: 'not followed';
      readonly action: number;
      readonly what: Action;
      readonly why: string;
    }
  /** The run happened, but did not show `expected`; null: it should have broken nothing. */
  | {
      readonly kind: 'shows something else';
      readonly execution: Execution;
      readonly expected: string | null;
      readonly found: readonly string[];
    }
  /** Action number `action` (from 1) had another outcome in the second pass. */
  | {
      readonly kind: 'not deterministic';
      readonly action: number;
      readonly what: Action;
      readonly why: string;
    };

/** One pass through a run: how it ended, and a fingerprint of what each action did. */
interface Pass {
  readonly end: Extract<Replayed, { kind: 'not followed' }> | Execution;
  readonly prints: readonly number[];
}

/**
 * Replays the run exactly: every action must be enabled, every refusal must meet a request, and the
 * callers must be of the kind that the scope says. The run is replayed twice, in two fresh worlds,
 * and must report the same facts both times.
 * @param onAction receives each action of the first pass
 */
export function replay(
  subject: Subject,
  run: Run,
  onAction: ((step: ReplayStep) => void) | null = null,
): Replayed {
  const first = passThrough(subject, run, onAction);
  const second = passThrough(subject, run, null);
  const count = Math.max(first.prints.length, second.prints.length);
  for (let at = 0; at < count; at += 1) {
    if (first.prints[at] === second.prints[at]) continue;
    const both = first.prints[at] !== undefined && second.prints[at] !== undefined;
    const why = both
      ? 'it reported different facts the second time'
      : 'it could be taken one time and not the other';
    const what = run.actions[at] as Action;
    return { kind: 'not deterministic', action: at + 1, what, why };
  }
  const { end } = first;
  return 'kind' in end ? end : judge(run, end);
}

function judge(run: Run, execution: Execution): Replayed {
  const found = execution.breaches.map((breach) => breach.signature);
  const expected = run.expect?.signature ?? null;
  const met = expected === null ? found.length === 0 : found.includes(expected);
  if (met) return { kind: 'as expected', execution };
  return { kind: 'shows something else', execution, expected, found };
}

function passThrough(
  subject: Subject,
  run: Run,
  onAction: ((step: ReplayStep) => void) | null,
): Pass {
  const world = new World(subject, run.scope, 'explain');
  const { system, judges } = world;
  let facts: Fact[] = [];
  world.onFact = (fact) => facts.push(fact);
  const prints: number[] = [];
  for (const [at, action] of run.actions.entries()) {
    const number = at + 1;
    const why = system.whyNotEnabled(action) ?? whyNotAllowed(world, run, action);
    if (why !== null) {
      return { end: { kind: 'not followed', action: number, what: action, why }, prints };
    }
    const before = judges.breaches.length;
    const seen = judges.witnesses.slice();
    const nowJiffies = system.timing?.nowJiffies ?? 0;
    const { pressure } = system.memory;
    const call = callOf(world, action);
    const line = (action.do === 'step' ? system.context(action.on)?.next?.line : null) ?? null;
    const met = world.apply(action);
    if (!met) {
      const reason = `its refusal met no request at "${world.place}"`;
      return { end: { kind: 'not followed', action: number, what: action, why: reason }, prints };
    }
    const { place } = world;
    prints.push(fingerprint([place, facts]));
    const breaches = judges.breaches.slice(before);
    const witnessed = judges.properties
      .filter((_, index) => judges.witnesses[index] !== seen[index])
      .map(({ id }) => id);
    const { stock } = system;
    onAction?.({
      number,
      action,
      call,
      at: place,
      line,
      facts,
      breaches,
      witnessed,
      nowJiffies,
      pressure,
      stock,
    });
    facts = [];
  }
  return { end: executionOf(world, run.scope, run.actions), prints };
}

/** A run shows what its callers can do to a design only if they do nothing else. */
function whyNotAllowed(world: World, run: Run, action: Action): string | null {
  if (action.do !== 'start') return null;
  const { ledger } = world.judges;
  const { callers } = run.scope;
  if (mayCall(ledger, callers, action.call)) return null;
  const others = callerKinds.filter((kind) => mayCall(ledger, kind, action.call));
  const who = others.length === 0 ? '' : `, but a ${others.join(' or ')} one does`;
  return `a ${callers} caller makes no such call now${who}`;
}

function callOf(world: World, action: Action): number | null {
  if (action.do === 'start') return world.system.calls.next(action.on);
  if (action.do !== 'step') return null;
  return world.system.context(action.on)?.call ?? null;
}
