import { blameFile } from '../explore/faulty-design.ts';
import { loadDesign } from '../explore/load-design.ts';
import { replay } from '../explore/replay.ts';
import { allProperties } from '../model/properties/all.ts';
import type { Checked } from './check-all.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { runOf } from './run-files.ts';

/** Every run that is reported must happen again, twice alike, and show what it is said to. */
export async function replayAll(checked: readonly Checked[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  for (const { ref, result } of checked) {
    const design = await loadDesign(ref);
    if (result.unrepeated !== null) {
      process.stderr.write(`${result.design}: a random run, replayed: ${result.unrepeated}\n`);
      code = EXIT.run;
    }
    for (const { verdict } of result.verdicts) {
      if (verdict.kind !== 'violated') continue;
      for (const found of verdict.classes) {
        const run = runOf(result, found);
        const { kind } = blameFile(ref, () => replay(design, run, allProperties));
        if (kind === 'as expected') continue;
        process.stderr.write(`${result.design}: ${found.signature}: replayed: ${kind}\n`);
        code = EXIT.run;
      }
    }
  }
  return code;
}
