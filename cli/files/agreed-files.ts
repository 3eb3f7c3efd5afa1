import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '../../explore/run/run.ts';
import { readRun } from '../../explore/run/run-file.ts';
import { packageFile } from './package-file.ts';
import { recordingFiles } from './recording-files.ts';
import { readText } from './text-files.ts';

/** The runs that come with the package, by file, in alphabetical order. */
export function corpusRuns(): readonly { readonly file: string; readonly run: Run }[] {
  return filesIn('corpus')
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ file, run: readRun(readText(file), file) }));
}

/**
 * The recordings of a file or folder; without one, those of a clone.
 * @throws UserError if there is no such file or folder
 */
export function recordingsToAgreeOn(path: string | undefined): readonly string[] {
  if (path !== undefined) return recordingFiles(path);
  return filesIn('conformance').filter((file) => /\.jsonl(?:\.gz)?$/.test(file));
}

/** The files of a folder of the package; none if it is absent. */
function filesIn(name: string): readonly string[] {
  const folder = packageFile(name);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.toSorted().map((file) => join(folder, file));
}
