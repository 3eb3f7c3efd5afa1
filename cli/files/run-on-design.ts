import { type DesignRef, loadDesign } from '../../explore/loading/load-design.ts';
import type { Run } from '../../explore/run/run.ts';
import { readRun } from '../../explore/run/run-file.ts';
import type { Design } from '../../impl/designs/design.ts';
import { knownPolicies } from '../../impl/policies/known.ts';
import { UserError } from '../process/user-error.ts';
import { checkOwnTree } from './own-tree.ts';
import { readText } from './text-files.ts';
import { withBound } from './with-bound.ts';

/** Options that name the design a run is tried on; without them, it is the run's own. */
export interface DesignFlags {
  /** Name or file. */
  readonly design?: string;
  /** Name or file. */
  readonly policy?: string;
  /** Jiffies within which a kernel tree must erase what it defers. */
  readonly bound?: number;
}

/** The run of a file, and the design it is tried on. */
export interface RunOnDesign {
  readonly file: string;
  readonly run: Run;
  readonly design: Design;
  /** What loads the design. */
  readonly ref: DesignRef;
}

/** Reads a run to be tried on the design named, or on its own. */
export async function readRunOnDesign(file: string, flags: DesignFlags): Promise<RunOnDesign> {
  const run = readRun(readText(file), file);
  // Another design has a policy of its own.
  const policy = flags.policy ?? (flags.design === undefined ? run.policy : null);
  const isKnown = knownPolicies.some(({ name }) => name === policy);
  if (policy !== null && flags.policy === undefined && !isKnown) {
    throw new UserError(`${file}: unknown policy ${policy}; name its file with --policy`);
  }
  const named = { design: flags.design ?? run.design, policy };
  const [ref = named] = withBound([named], flags.bound);
  // What the user did not type, the file says.
  const place = flags.design === undefined ? `${file}: design ` : '';
  const design = await loadDesign(ref, { place });
  checkOwnTree(ref.design, design, [run.scope]);
  return { file, run, ref, design };
}
