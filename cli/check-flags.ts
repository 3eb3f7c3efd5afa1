import { type CheckOptions, DEFAULT_OPTIONS, type Engine } from '../explore/checking/check-plan.ts';
import type { Callers } from '../explore/run/scope.ts';
import type { Property } from '../model/property.ts';
import type { CheckSubject } from './check-subjects.ts';
import type { ReportTarget } from './report-target.ts';
import { UserError } from './user-error.ts';

/** Options of `iova-check` and of `iova-check check`. */
export interface CheckFlags {
  readonly property?: readonly Property[];
  /** A retry policy, by name or file. */
  readonly policy?: string;
  readonly engine?: Engine;
  readonly callers?: Callers;
  readonly scope?: string;
  /** A file. */
  readonly script?: string;
  readonly runs?: number;
  readonly seed?: number;
  readonly maxStates?: number;
  readonly maxExecutions?: number;
  /** Megabytes. */
  readonly maxMb?: number;
  readonly exact?: boolean;
  readonly preemptions?: number;
  /** Seconds. */
  readonly time?: number;
  readonly jobs: number;
  readonly out?: string;
  readonly json?: boolean;
  readonly report?: readonly ReportTarget[];
  readonly update?: boolean;
  /** Every design under every policy. */
  readonly policies?: boolean;
  /** A file: signatures that may be there. */
  readonly allow?: string;
  /** A file: where to write those that are there. */
  readonly writeAllow?: string;
}

/** Options that say something to one engine only. */
const OF_ENGINE: Readonly<Record<Engine, readonly (keyof CheckFlags)[]>> = {
  random: ['runs', 'seed'],
  shortest: ['maxStates', 'maxMb', 'exact', 'preemptions'],
  exhaustive: ['maxExecutions'],
};

/** @throws UserError if an option is for an engine that was not asked for */
export function checkFlagsFit(flags: CheckFlags): void {
  const { engine } = flags;
  if (engine === undefined) return;
  for (const [other, names] of Object.entries(OF_ENGINE)) {
    const name = names.find((option) => flags[option] !== undefined);
    if (name === undefined || other === engine) continue;
    const option = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new UserError(`--${option} is for --engine ${other}, not for ${engine}; leave it out`);
  }
}

/** @throws UserError if options of `iova-check` itself contradict each other */
export function matrixFlagsFit({ update, policies, callers, runs, seed }: CheckFlags): void {
  const partial = [callers, runs, seed].some((value) => value !== undefined);
  if (update === true && partial) {
    throw new UserError('--update goes without --callers, --runs and --seed: it rewrites all');
  }
  if (policies === true && callers === 'careless') {
    throw new UserError('--policies is about well-behaved callers; leave --callers careless out');
  }
}

/** What a check is asked to do; `seconds`: how long, null: as long as it takes. */
export function optionsOf(
  flags: CheckFlags,
  subject: CheckSubject,
  seconds: number | null,
): CheckOptions {
  const { search } = DEFAULT_OPTIONS;
  return {
    ...DEFAULT_OPTIONS,
    ...subject,
    engines: flags.engine === undefined ? enginesFor(subject) : [flags.engine],
    runs: flags.runs ?? DEFAULT_OPTIONS.runs,
    seed: flags.seed ?? DEFAULT_OPTIONS.seed,
    search: {
      maxStates: flags.maxStates ?? search.maxStates,
      maxExecutions: flags.maxExecutions ?? search.maxExecutions,
      maxMegabytes: flags.maxMb ?? search.maxMegabytes,
      exact: flags.exact ?? search.exact,
      preemptions: flags.preemptions ?? search.preemptions,
    },
    seconds,
  };
}

/** Random runs follow no script. */
function enginesFor({ script }: CheckSubject): readonly Engine[] {
  return script === null ? DEFAULT_OPTIONS.engines : ['shortest'];
}
