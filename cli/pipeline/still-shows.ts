import type { Plan } from '../../explore/checking/plan.ts';
import { loadDesign } from '../../explore/loading/load-design.ts';
import type { Run } from '../../explore/run/run.ts';
import { replay } from '../../explore/world/replay.ts';
import type { Design } from '../../impl/designs/design.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { propertiesWith } from '../../model/properties/all.ts';

/** Finds out of runs of the designs of a plan whether they still show what they say. */
export async function stillShows({ columns }: Plan): Promise<(run: Run) => boolean> {
  const designs = await Promise.all(columns.map(async ({ ref }) => loadDesign(ref)));
  return (run) => {
    // Both sides of a comparison may have the same name.
    return designs.some(
      (design) =>
        design.name === run.design &&
        (design.policy?.name ?? null) === run.policy &&
        showsOn(design, run),
    );
  };
}

function showsOn(design: Design, run: Run): boolean {
  if (run.expect === null) return false;
  try {
    const subject = twinSubject(design, propertiesWith(run.expect.property));
    return replay(subject, run).kind === 'as expected';
  } catch {
    // An older run may lead a user's design to where it throws: it does not show what it says.
    return false;
  }
}
