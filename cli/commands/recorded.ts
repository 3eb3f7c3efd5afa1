import { type CheckedRecording, checkRecording } from '../../explore/recorded/check-recording.ts';
import { readRecording, type UnsupportedRecording } from '../../explore/recorded/read-recording.ts';
import { publishedDesigns } from '../../impl/designs/published.ts';
import { allProperties } from '../../model/properties/all.ts';
import { recordedEnding } from '../../report/recorded/recorded-ending.ts';
import { ruleOnRecording } from '../../report/recorded/recording-ruling.ts';
import { formatRecording } from '../../report/recorded/recording-text.ts';
import { readExpectedFile } from '../files/expected-file.ts';
import { recordingFiles } from '../files/recording-files.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';
import { print } from '../process/standard-output.ts';
import { UserError } from '../process/user-error.ts';

/** `iova-check recorded PATH...`: recordings, replayed on their designs and judged. */
export function recordedCommand(paths: readonly string[]): ExitCode {
  const expected = readExpectedFile();
  const files = paths.flatMap(recordingFiles);
  if (files.length === 0) {
    throw new UserError(`${paths.join(' ')}: no recording (.jsonl or .jsonl.gz) there`);
  }
  const recorded = files.map((file) => {
    const ruled = ruleOnRecording(checkFile(file), expected);
    print(formatRecording(ruled));
    return ruled;
  });
  const { says, conclusion } = recordedEnding(recorded);
  print(`${says}\n`);
  return EXIT[conclusion];
}

/** @throws UserError if it is a recording of something that no design stands for */
function checkFile(file: string): CheckedRecording | UnsupportedRecording {
  const recording = readRecording(file);
  if (recording.kind === 'unsupported') return recording;
  const design = publishedDesigns.find(({ name }) => name === recording.engine);
  if (design === undefined) {
    throw new UserError(`${file}: a recording of ${recording.engine}, which is not modelled`);
  }
  return checkRecording(design, allProperties, recording);
}
