import { twinSubject } from '../impl/twin/twin-subject.ts';
import { blameFile } from '../explore/loading/faulty-design.ts';
import { loadDesign } from '../explore/loading/load-design.ts';
import { replay } from '../explore/world/replay.ts';
import { allProperties } from '../model/properties/all.ts';
import type { Checked } from './check-all.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import type { Replayed } from './gate-cases.ts';
import { runOf } from './run-files.ts';

/** Every run that is reported must happen again, twice alike, and show what it is said to. */
export async function replayAll(checked: readonly Checked[]): Promise<readonly Replayed[]> {
  const replayed: Replayed[] = [];
  for (const { ref, result } of checked) {
    const design = await loadDesign(ref);
    const faults =
      result.unrepeated === null ? [] : [`a random run, replayed: ${result.unrepeated}`];
    for (const { verdict } of result.verdicts) {
      if (verdict.kind !== 'violated') continue;
      for (const found of verdict.classes) {
        const run = runOf(result, found);
        const { kind } = blameFile(ref, () => replay(twinSubject(design, allProperties), run));
        if (kind !== 'as expected') faults.push(`${found.signature}: replayed: ${kind}`);
      }
    }
    for (const fault of faults) process.stderr.write(`${result.design}: ${fault}\n`);
    replayed.push({ ref, result, faults });
  }
  return replayed;
}

export function codeOfReplay({ faults }: Replayed): ExitCode {
  return faults.length === 0 ? EXIT.ok : EXIT.run;
}
