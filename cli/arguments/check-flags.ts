import { kernelName } from '../../explore/building/kernel-name.ts';
import type { Engine } from '../../explore/checking/check-plan.ts';
import { type Callers, CALLER_KINDS } from '../../port/caller-kinds.ts';
import type { Property } from '../../model/property.ts';
import type { ReportTarget } from '../../report/reporters/report-file.ts';
import { UserError } from '../process/user-error.ts';

/** Options of `iova-check`, `iova-check check` and `iova-check compare`. */
export interface CheckFlags {
  /** The kernel tree to check: a folder, or with `@`, a git revision of it. */
  readonly kernel?: string;
  /** Jiffies within which a kernel tree must erase what it defers. */
  readonly bound?: number;
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
  /** Nothing is taken from the cache. */
  readonly fresh?: boolean;
  /** A folder. */
  readonly out?: string;
  readonly json?: boolean;
  /** Little is searched, so that the answer comes within seconds. */
  readonly quick?: boolean;
  /** It is run again when a file changes. */
  readonly watch?: boolean;
  /** Only 0 and 1 are exit codes, all else is 125; `main()` sees to it. */
  readonly bisect?: boolean;
  /** Every signature is listed. */
  readonly verbose?: boolean;
  readonly report?: readonly ReportTarget[];
  readonly update?: boolean;
  /** Every design under every policy. */
  readonly policies?: boolean;
  /** A file: signatures that may be there. */
  readonly allow?: string;
  /** A file: where to write those that are there. */
  readonly writeAllow?: string;
}

/** Options that concern one engine only. */
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

/**
 * The design that `check` is asked to check, as loaders take it.
 * @throws UserError if none is named, or two are
 */
export function checkedDesign(design: string | undefined, { kernel }: CheckFlags): string {
  if (design !== undefined && kernel !== undefined) {
    throw new UserError(
      `--kernel ${kernel}: ${design} is to be checked, too; leave one of them out`,
    );
  }
  if (design !== undefined) return design;
  if (kernel !== undefined) return kernelName(kernel);
  throw new UserError('check: name a design, a file or, with --kernel, a kernel tree');
}

/** @throws UserError if options of `iova-check` itself contradict each other */
export function matrixFlagsFit({ update, policies, callers, runs, seed }: CheckFlags): void {
  const isPartial = [callers, runs, seed].some((value) => value !== undefined);
  if (update === true && isPartial) {
    throw new UserError('--update rewrites every cell; leave --callers, --runs and --seed out');
  }
  if (policies === true && callers !== undefined && callers !== 'well-behaved') {
    throw new UserError(
      `--policies adds columns for well-behaved callers only; leave --callers ${callers} out`,
    );
  }
  if (callers !== undefined && !CALLER_KINDS[callers].isDefault) {
    throw new UserError(
      `--callers ${callers}: the matrix has no column of such callers; check one design: ` +
        `iova-check check DESIGN --callers ${callers}`,
    );
  }
}
