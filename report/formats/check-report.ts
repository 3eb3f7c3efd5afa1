import type { Side } from '../../explore/checking/comparison.ts';
import type { Explanation } from '../../explore/explaining/explain-run.ts';
import type { Run } from '../../explore/run/run.ts';
import type { ReplayStep } from '../../explore/world/replay.ts';
import type { Property } from '../../model/property.ts';
import type { GateOutcome } from '../gate/gate-outcome.ts';

/**
 * What a check, a comparison or the matrix amounts to: the one value from which every format is
 * made. The same verdicts give the same value: it has no time, no seed and no path but the user's.
 */
export interface CheckReport {
  /** The version of iova-check. */
  readonly version: string;
  /** Not if the report was written before the work began, and nobody has written it again. */
  readonly isFinished: boolean;
  readonly suites: readonly ReportedSuite[];
}

/** What is checked: a design under one kind of callers, a retry policy, or A and B together. */
export interface ReportedSuite {
  /** "llist (flat-10ms), well-behaved callers"; no other suite or case has this name. */
  readonly name: string;
  /** Null: it is no design. */
  readonly subject: ReportedSubject | null;
  /** The scopes that were exhausted; cases name them by their numbers, from 1. */
  readonly exhausted: readonly string[];
  readonly cases: readonly ReportedCase[];
}

/** A design as it was checked. */
export interface ReportedSubject extends Pick<Run, 'design' | 'policy'> {
  /** The design as the user named it: a name, a file or a kernel tree. */
  readonly as: string;
  readonly callers: Run['scope']['callers'];
  /** Its side of a comparison; null: nothing is compared. */
  readonly side: Side | null;
}

/** One test case. Its name is stable: it has no seed, count or scope in it. */
export interface ReportedCase {
  /** "AVL-1", "replay", "contract" or "same calls". */
  readonly name: string;
  readonly outcome: GateOutcome;
  /** Why, in any number of lines, or the reason why it is skipped or inconclusive. May be empty. */
  readonly text: string;
  /** The property that it is about; null: it is about no property. */
  readonly property: Pick<Property, 'id' | 'sentence'> | null;
  /** What breaks the property, as it was found, each with its run. */
  readonly findings: readonly Finding[];
}

/** One way in which a property breaks. */
export interface Finding {
  readonly signature: string;
  /** What went wrong, in a sentence; empty: the run breaks something else when replayed. */
  readonly why: string;
  /** Whether the expected matrix or the list of `--allow` has it. */
  readonly isAccepted: boolean;
  /** Whether the run is the shortest: "3 calls, 12 steps, shortest for its calls". */
  readonly length: string;
  /** What is known of it, in a sentence; empty: nothing is. */
  readonly known: string;
  readonly run: Run;
  /** The run as it was replayed. */
  readonly steps: readonly ReplayStep[];
  /** What decided it; null: the run does not happen again. */
  readonly explanation: Explanation | null;
  /** The file of the run, and the options that replay it; null: it is in no file. */
  readonly file: string | null;
}

/** How many cases ended so. */
export function countOf(cases: readonly ReportedCase[], outcome: GateOutcome): number {
  return cases.filter((one) => one.outcome === outcome).length;
}

/** All cases of all suites, in order. */
export function casesOf(report: CheckReport): readonly ReportedCase[] {
  return report.suites.flatMap(({ cases }) => cases);
}

/** What the whole amounts to: failed before inconclusive, and that before passed. */
export function verdictOf(report: CheckReport): 'passed' | 'failed' | 'inconclusive' {
  const cases = casesOf(report);
  if (countOf(cases, 'failed') > 0) return 'failed';
  return countOf(cases, 'inconclusive') > 0 || !report.isFinished ? 'inconclusive' : 'passed';
}

/** "2 failed, 1 inconclusive, 30 passed, 4 skipped", without what there is none of. */
export function formatTotals(cases: readonly ReportedCase[]): string {
  const outcomes: readonly GateOutcome[] = ['failed', 'inconclusive', 'passed', 'skipped'];
  const parts = outcomes.map((outcome) => [countOf(cases, outcome), outcome] as const);
  const some = parts.filter(([count]) => count > 0).map((part) => part.join(' '));
  return some.length === 0 ? 'no cases' : some.join(', ');
}
