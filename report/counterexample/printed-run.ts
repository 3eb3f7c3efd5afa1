import type { Explanation } from '../../explore/explaining/explain-run.ts';
import type { Counterexample } from '../../explore/minimal/counterexample.ts';
import type { Run } from '../../explore/run/run.ts';
import type { ReplayStep } from '../../explore/world/replay.ts';
import type { Property } from '../../model/property.ts';

/** A run that was replayed, and what a report says of it besides. */
export interface PrintedRun {
  readonly run: Run;
  readonly steps: readonly ReplayStep[];
  /** Those that were judged: the report quotes their sentences. */
  readonly properties: readonly Property[];
  /** The file that the run is in, or will be written to, with the options to replay it; or null. */
  readonly fileName: string | null;
  /** What a check knows of it; null: it comes from a file alone. */
  readonly found: Counterexample | null;
  /** What decided that it breaks what it is said to show, if that was looked for. */
  readonly explanation?: Explanation | null;
  /** What is known of its signature, if anything is. */
  readonly known?: string;
}
