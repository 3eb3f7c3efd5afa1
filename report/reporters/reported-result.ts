import type { JudgedPolicy } from '../../explore/checking/judged-policies.ts';
import type { Plan } from '../../explore/checking/plan.ts';
import type { Results } from '../../explore/checking/results.ts';
import type { Counterexample } from '../../explore/minimal/counterexample.ts';
import type { GateRuling } from '../gate/ruling.ts';
import type { ExpectedMatrix } from '../verdicts/expected.ts';
import type { NamedRun } from './named-runs.ts';

/** What is known before the work begins. */
export interface Outlook {
  readonly plan: Plan;
  readonly policies: readonly JudgedPolicy[];
}

/** What every reporter reports, each in its own form. */
export interface ReportedResult {
  readonly plan: Plan;
  readonly results: Results;
  readonly ruling: GateRuling;
  /** The runs that are reported, as they happened, by what was found. */
  readonly runs: ReadonlyMap<Counterexample, NamedRun>;
  /** What is known of signatures; null: nothing. */
  readonly expected: ExpectedMatrix | null;
  /** The files that earlier reporters have written. */
  readonly written: ReadonlySet<string>;
}
