import { designNames, twinSubject } from '../impl/twin/twin-subject.ts';
import { checkDesign } from '../explore/checking/check.ts';
import { loadDesign } from '../explore/loading/load-design.ts';
import type { Property } from '../model/property.ts';
import { subjectName } from '../report/verdicts/subject-name.ts';
import { type CheckFlags, optionsOf } from './check-flags.ts';
import type { Crew } from './crew.ts';
import { makeFolder } from './files.ts';
import type { Replayed } from './gate-cases.ts';
import type { ColumnSubject } from './matrix-columns.ts';

/** A design as the command line calls it, and what was found. */
export type Checked = Omit<Replayed, 'faults'>;

/** Checks columns in order, until interrupted. */
export async function checkAll(
  columns: readonly ColumnSubject[],
  properties: readonly Property[],
  flags: CheckFlags,
  { workers, progress }: Crew,
): Promise<readonly Checked[]> {
  const endMs = performance.now() + (flags.time ?? Infinity) * 1000;
  const checked: Checked[] = [];
  // Before the work begins: it must not be lost.
  if (flags.out !== undefined) makeFolder(flags.out);
  for (const { subject, ref } of columns) {
    // Each gets its share of what time is left.
    const leftMs = Math.max(0, endMs - performance.now()) / (columns.length - checked.length);
    const options = optionsOf(flags, subject, flags.time === undefined ? null : leftMs / 1000);
    const design = await loadDesign(ref);
    const title = subjectName({ ...designNames(design), callers: subject.callers });
    const result = await checkDesign(
      twinSubject(design, properties),
      options,
      workers.on(ref, properties),
      (done) => progress.update(title, done),
    );
    checked.push({ ref, result });
    const { runs, actions, states, seconds } = result.stats;
    const spent = `${runs} runs, ${actions} actions, ${states} states`;
    progress.say(`${title}: ${spent} in ${seconds.toFixed(1)} s`);
  }
  return checked;
}
