import { resolve } from 'node:path';
import { reportFormats } from '../../report/formats/formats.ts';
import type { Preparation } from '../../report/reporters/output.ts';
import { print } from '../process/standard-output.ts';
import { UserError } from '../process/user-error.ts';
import { requireFolder } from './folders.ts';
import { entryAt, requireOurs, requireWritable, writeText } from './text-files.ts';

/** Whether a file that begins so is a report, in whichever format, or empty. */
function isReport(text: string): boolean {
  return text === '' || reportFormats.some(({ begins }) => begins.test(text));
}

/**
 * Makes sure, before long work, that a report can be written there.
 * @throws UserError if it cannot, or something else is there
 */
export function requireReportFile(file: string): void {
  requireReport(file);
  requireWritable(file);
}

function requireReport(file: string): void {
  requireOurs(file, 'report', isReport);
}

/**
 * Does what reporters want done before the work begins. Nothing is printed if a file cannot be
 * written, and no report is written if one would overwrite something else.
 * @param taken files that other options name
 * @throws UserError if a file cannot be written, or holds or is going to hold something else
 */
export function prepare(wanted: readonly Preparation[], taken: readonly string[]): void {
  const reports = wanted.filter((one) => one.kind === 'report');
  requireDifferent([...taken, ...reports.map(({ file }) => file)]);
  for (const { file } of reports) requireReport(file);
  for (const one of wanted) if (one.kind === 'folder') requireFolder(one.folder);
  for (const { file, text } of reports) {
    const entry = entryAt(file);
    // A pipe or a link is written only once, at the end.
    if (entry === null || entry.isFile() || entry.isDirectory()) writeText(file, text);
  }
  for (const one of wanted) if (one.kind === 'text') print(one.text);
}

function requireDifferent(files: readonly string[]): void {
  const paths = files.map((file) => resolve(file));
  const twice = files.find((_, at) => paths.indexOf(paths[at] as string) < at);
  if (twice === undefined) return;
  throw new UserError(`${twice}: two options name this file; give each its own`);
}
