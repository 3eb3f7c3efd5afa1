import { isKernelName } from '../../explore/building/kernel-name.ts';
import { blameFile } from '../../explore/loading/faulty-design.ts';
import { type DesignRef, loadDesign } from '../../explore/loading/load-design.ts';
import {
  type CheckedRecording,
  type UnsupportedRecording,
  checkRecording,
  type ReplayedOn,
} from '../../explore/recorded/check-recording.ts';
import { readRecording } from '../../explore/recorded/read-recording.ts';
import { publishedDesigns } from '../../impl/designs/published.ts';
import { allProperties } from '../../model/properties/all.ts';
import { recordedEnding } from '../../report/recorded/recorded-ending.ts';
import { ruleOnRecording } from '../../report/recorded/recording-ruling.ts';
import { formatRecording } from '../../report/recorded/recording-text.ts';
import { sideRef } from '../arguments/side-ref.ts';
import { readExpectedFile } from '../files/expected-file.ts';
import { recordingFiles } from '../files/recording-files.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';
import { print } from '../process/standard-output.ts';
import { UserError } from '../process/user-error.ts';

/** Options of `iova-check recorded`. */
interface RecordedFlags {
  /** A name or a file. */
  readonly design?: string;
}

/** `iova-check recorded PATH...`: recordings, replayed on their designs or another, and judged. */
export async function recordedCommand(
  paths: readonly string[],
  flags: RecordedFlags,
): Promise<ExitCode> {
  const ref = flags.design === undefined ? null : sideRef(flags.design);
  const on = ref === null ? undefined : await replayedOn(ref);
  const expected = readExpectedFile();
  const files = paths.flatMap(recordingFiles);
  if (files.length === 0) {
    throw new UserError(`${paths.join(' ')}: no recording (.jsonl or .jsonl.gz) there`);
  }
  const recorded = files.map((file) => {
    const checked = ref === null ? checkFile(file) : blameFile(ref, () => checkFile(file, on));
    const ruled = ruleOnRecording(checked, expected);
    print(formatRecording(ruled));
    return ruled;
  });
  const { says, conclusion } = recordedEnding(recorded);
  print(`${says}\n`);
  return EXIT[conclusion];
}

async function replayedOn(ref: DesignRef): Promise<ReplayedOn> {
  const readable = isKernelName(ref.design) ? 'tree' : 'everything';
  return { design: await loadDesign(ref), readable };
}

/** @throws UserError if it is a recording of something that no design stands for */
function checkFile(file: string, on?: ReplayedOn): CheckedRecording | UnsupportedRecording {
  const recording = readRecording(file);
  const design = publishedDesigns.find(({ name }) => name === recording.engine);
  if (design === undefined) {
    throw new UserError(`${file}: a recording of ${recording.engine}, which is not modelled`);
  }
  return checkRecording(design, allProperties, recording, on);
}
