import { loadDesign } from '../explore/load-design.ts';
import type { Run } from '../explore/run.ts';
import { readRun } from '../explore/run-file.ts';
import type { Design } from '../impl/designs/design.ts';
import { readText } from './files.ts';

/** A run file and the design it is tried on. */
export interface Trial {
  readonly file: string;
  readonly run: Run;
  readonly design: Design;
  /** How the design is called on the command line. */
  readonly designName: string;
}

/** Reads a run, to be tried on the design named, or on its own. */
export async function trialOf(file: string, named: string | undefined): Promise<Trial> {
  const run = readRun(readText(file), file);
  const designName = named ?? run.design;
  return { file, run, designName, design: await loadDesign(designName) };
}
