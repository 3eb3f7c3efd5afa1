import { type DesignRef, loadDesign } from '../explore/loading/load-design.ts';
import type { Run } from '../explore/run/run.ts';
import { readRun } from '../explore/run/run-file.ts';
import type { Design } from '../impl/designs/design.ts';
import { knownPolicies } from '../impl/policies/known.ts';
import { readText } from './files.ts';
import { UserError } from './user-error.ts';

/** Options that say on what a run is tried: on what it is of, without. */
export interface DesignFlags {
  /** Name or file. */
  readonly design?: string;
  /** Name or file. */
  readonly policy?: string;
}

/** A run file and the design it is tried on. */
export interface Trial {
  readonly file: string;
  readonly run: Run;
  readonly design: Design;
  /** How the design is called on the command line. */
  readonly ref: DesignRef;
}

/** Reads a run, to be tried on the design named, or on its own. */
export async function trialOf(file: string, flags: DesignFlags): Promise<Trial> {
  const run = readRun(readText(file), file);
  // Another design has a policy of its own.
  const policy = flags.policy ?? (flags.design === undefined ? run.policy : null);
  const known = knownPolicies.some(({ name }) => name === policy);
  if (policy !== null && flags.policy === undefined && !known) {
    throw new UserError(`${file}: its policy ${policy} is not known; name its file by --policy`);
  }
  const ref = { design: flags.design ?? run.design, policy };
  return { file, run, ref, design: await loadDesign(ref) };
}

/** The options that load it, as they are to be typed behind a run of that design; "" if none. */
export function formatDesignFlags(ref: DesignRef, run: Pick<Run, 'design' | 'policy'>): string {
  const design = ref.design === run.design ? '' : ` --design ${ref.design}`;
  const asRun = ref.policy === null || ref.policy === run.policy;
  return design + (asRun ? '' : ` --policy ${ref.policy}`);
}
