import type { Traits, Property } from '../../model/property.ts';
import type { Fault } from '../loading/faulty-design.ts';
import { coverageOf } from './coverage.ts';
import { compareCost } from '../state-space/cost.ts';
import type { TaskResult } from './findings.ts';
import { isJudgedByRuns } from '../engines/exhaustive/property-groups.ts';
import type { Verdict } from './verdict.ts';
import type { Counterexample } from '../minimal/counterexample.ts';
import type { StopReason } from '../state-space/watch.ts';

/** All that a check has found. */
export interface Evidence {
  /** The result of each task, in task order. */
  readonly outcomes: readonly TaskResult[];
  /** The simplest run of each signature. */
  readonly counterexamples: readonly Counterexample[];
  /** Why not every task was begun; null: all were. */
  readonly stopped: StopReason | null;
  /** What was wrong with the design, so that runs were not made simple. */
  readonly faults: readonly Fault[];
}

/** The verdict on a property. */
export function judgeProperty(property: Property, traits: Traits, evidence: Evidence): Verdict {
  if (!property.appliesTo(traits)) return { kind: 'not-applicable' };
  const witnesses = witnessesOf(property, evidence.outcomes);
  const broken = evidence.counterexamples.filter(({ signature }) =>
    signature.startsWith(`${property.id} `),
  );
  const bound = boundOf(property, evidence, witnesses, broken.length > 0);
  if (broken.length > 0) {
    broken.sort((a, b) => compareCost(a.execution.cost, b.execution.cost));
    return { kind: 'violated', counterexamples: broken, bound, witnesses };
  }
  if (bound !== null) return { kind: 'inconclusive', bound, witnesses };
  const { outcomes, stopped } = evidence;
  const { exhausted } = coverageOf(outcomes, searches(property, evidence), stopped);
  return { kind: 'holds', exhausted, witnesses };
}

/** The tasks that leave nothing out and could have shown that the property is broken. */
function searches(property: Property, { outcomes }: Evidence): readonly TaskResult[] {
  return outcomes.filter((outcome) => {
    const { task } = outcome;
    if (task.kind === 'random') return false;
    if (property.cached === true && task.scope.magazine === 0) return false;
    if (task.kind === 'exhaustive') return isJudgedByRuns(property);
    return !property.timed || (task.scope.timers === 'exact' && !isLeftOut(property, outcome));
  });
}

/** Whether the task left out the property although timers were exact: there is no clock. */
function isLeftOut({ id, timed }: Property, { task, findings }: TaskResult): boolean {
  if (!timed || task.kind === 'exhaustive' || task.scope.timers !== 'exact') return false;
  return findings !== null && findings.witnesses[id] === undefined;
}

function witnessesOf(property: Property, outcomes: readonly TaskResult[]): number {
  return outcomes.reduce(
    (total, { findings }) => total + (findings?.witnesses[property.id] ?? 0),
    0,
  );
}

/**
 * Why the absence of further signatures proves nothing; null: it does. Runs that may never end
 * leave nothing open if the property was seen broken: the loops found are those in which such runs
 * go round.
 */
function boundOf(
  property: Property,
  evidence: Evidence,
  witnesses: number,
  isBroken: boolean,
): string | null {
  const { outcomes, stopped } = evidence;
  const searched = searches(property, evidence);
  const { cut } = coverageOf(outcomes, searched, stopped);
  if (cut !== null) return cut;
  const unending = outcomes.reduce((total, { findings }) => total + (findings?.unending ?? 0), 0);
  if (unending > 0 && !isBroken && property.reads.includes('looped')) {
    return (
      `in ${unending} random runs a context went on for so long that it may never end ` +
      '(atLoopHead marks a loop)'
    );
  }
  if (searched.length === 0) {
    const runs = outcomes.reduce(
      (total, { task, findings }) => total + (task.kind === 'random' ? (findings?.runs ?? 0) : 0),
      0,
    );
    const random = `${runs} random runs, which prove nothing`;
    const timed = outcomes.some((outcome) => isLeftOut(property, outcome))
      ? 'it needs a clock, which the system does not have'
      : 'it needs timers=exact, which no searched scope has';
    if (property.cached === true && !outcomes.some(({ task }) => task.scope.magazine > 0)) {
      return 'it needs caches, which no searched scope has';
    }
    if (property.timed) return runs > 0 ? `${timed}; ${random}` : timed;
    if (runs > 0) return random;
    return 'the engine that was asked for does not judge it';
  }
  if (witnessesOf(property, searched) > 0) return null;
  const where = witnesses > 0 ? 'only random runs met' : 'nothing met';
  return `${where} the situation it is about (${property.witness})`;
}
