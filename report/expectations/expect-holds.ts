import { checkAtOnce } from '../../explore/checking/check-at-once.ts';
import { DEFAULT_OPTIONS, type Engine } from '../../explore/checking/check-plan.ts';
import type { DesignResult, Verdict } from '../../explore/checking/verdict.ts';
import { formatNames } from '../../explore/run/run.ts';
import { formatScope } from '../../explore/run/scope.ts';
import type { Design } from '../../impl/designs/design.ts';
import type { Property } from '../../model/property.ts';
import type { Callers } from '../../port/caller-kinds.ts';
import { labelledText } from '../text/labelled-text.ts';
import { askedDesign } from './asked-design.ts';
import { askedProperties } from './asked-properties.ts';
import { askedScopes } from './asked-scopes.ts';
import { ExpectationFailed } from './expectation-failed.ts';
import { tellRun, unrepeatable } from './tell-run.ts';
import { WrongExpectation } from './wrong-expectation.ts';

/** Within which bounds something is expected to hold. */
export interface ExpectedWithin {
  /** As `--scope` has it: `small` (the default here), `default`, `large`, or "cpus=2,calls=3". */
  readonly scope?: string;
  /** Well-behaved ones are the default. */
  readonly callers?: Callers;
  /** Searches for shortest runs and random runs are the default. */
  readonly engines?: readonly Engine[];
  /** The number of random runs: a whole number from 0 on, 500 by default. */
  readonly runs?: number;
  /** The seed of random runs: a whole number from 0 on, 1 by default. */
  readonly seed?: number;
}

/** What a test expects of a design. */
export interface DesignExpectation extends ExpectedWithin {
  /** Ids of properties that apply to the design. There is at least one. */
  readonly properties: readonly string[];
}

/** How thoroughly an expectation that was met has been tested. */
export interface Met {
  /** The scopes that were exhausted, as texts. */
  readonly exhausted: readonly string[];
  readonly states: number;
  /** The number of random runs. */
  readonly runs: number;
  /**
   * Functions that the design replaces, and that nothing has called: what they do is untested.
   * Sorted.
   */
  readonly notEntered: readonly string[];
}

const RUNS = 500;

/**
 * Checks a design as `iova-check check` does, in this thread, and returns once everything is done.
 * The outcome follows from the arguments alone: no clock ends it.
 * @throws ExpectationFailed if a property is violated; the message tells the simplest run that
 *   shows it. Also if one is inconclusive: a search hit a bound, or the situation that the property
 *   is about never occurred
 * @throws WrongExpectation, UnreadableScope if what is expected makes no sense
 */
export function expectHolds(
  subject: Design,
  { properties: ids, scope = 'small', ...within }: DesignExpectation,
): Met {
  const design = askedDesign(subject);
  const properties = askedProperties(design, ids);
  const asked = askedScopes(scope, within.callers);
  const { engines = DEFAULT_OPTIONS.engines, runs = RUNS, seed = DEFAULT_OPTIONS.seed } = within;
  mustBeWhole('runs', runs);
  mustBeWhole('seed', seed);
  const options = { ...DEFAULT_OPTIONS, ...asked, engines, runs, seed };
  const result = checkAtOnce(design, properties, options);
  if (result.unrepeated !== null) {
    throw new ExpectationFailed(unrepeatable(design, result.unrepeated), false);
  }
  const failures = result.verdicts.filter(({ verdict }) => verdict.kind !== 'holds');
  if (failures.length > 0) {
    const isViolated = failures.some(({ verdict }) => verdict.kind === 'violated');
    throw new ExpectationFailed(tell(design, properties, scope, result), isViolated);
  }
  const { entries, coverage, stats } = result;
  const notEntered = Object.keys(entries).filter((name) => entries[name] === 0);
  return {
    exhausted: coverage.exhausted.map(formatScope),
    states: stats.states,
    runs: stats.runs,
    notEntered: notEntered.toSorted(),
  };
}

function mustBeWhole(what: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 0) return;
  throw new WrongExpectation(`${what}: ${value}: give a whole number from 0 on`);
}

/** What does not hold, in a line for each property, and then a run for each that is violated. */
function tell(
  design: Design,
  properties: readonly Property[],
  scope: string,
  result: DesignResult,
): string {
  const verdicts = result.verdicts.map(({ property, verdict }) => ({ id: property.id, verdict }));
  const lines = verdicts.flatMap(({ id, verdict }) => summary(id, verdict));
  const told = new Map<string, string>();
  for (const { id, verdict } of verdicts) {
    if (verdict.kind !== 'violated') continue;
    const [found] = verdict.counterexamples;
    if (found === undefined) continue;
    const { execution, signature } = found;
    // One run may break several properties.
    const key = JSON.stringify(execution.actions);
    if (told.has(key)) continue;
    const expect = { property: id, signature };
    told.set(key, tellRun(design, properties, execution, expect, found));
  }
  const head = `${formatNames(result)}, ${result.callers} callers, within scope ${scope}:`;
  return [head, ...lines, '', ...told.values()].join('\n').trimEnd();
}

/** "WRK-1  is violated: ..." */
function summary(id: string, verdict: Verdict): readonly string[] {
  switch (verdict.kind) {
    case 'violated':
      return verdict.counterexamples.flatMap(({ signature }) =>
        labelledText(id, `violated: ${signature}`),
      );
    case 'inconclusive':
      return labelledText(id, `inconclusive, which is no pass: ${verdict.bound}`);
    case 'holds':
      return labelledText(id, 'holds');
    case 'not-applicable':
      return [];
  }
}
