import { type Conviction, judgeRecording } from '../../explore/recorded/judge-recording.ts';
import { readRecording, type RecordedRun } from '../../explore/recorded/read-recording.ts';
import { replayRecording } from '../../explore/recorded/replay-recording.ts';
import type { Design } from '../../impl/designs/design.ts';
import { publishedDesigns } from '../../impl/designs/published.ts';
import { allProperties } from '../../model/properties/all.ts';
import type { ExpectedMatrix } from '../../report/verdicts/expected.ts';
import { readExpectedFile } from '../files/expected-file.ts';
import { recordingFiles } from '../files/recording-files.ts';
import { EXIT, type ExitCode, worst } from '../process/exit-code.ts';
import { print } from '../process/standard-output.ts';
import { UserError } from '../process/user-error.ts';

/** `iova-check recorded PATH...`: recordings, replayed on their designs and judged. */
export function recordedCommand(paths: readonly string[]): ExitCode {
  const expected = readExpectedFile();
  const files = paths.flatMap(recordingFiles);
  if (files.length === 0) {
    throw new UserError(`${paths.join(' ')}: no recording (.jsonl or .jsonl.gz) there`);
  }
  const codes: ExitCode[] = [];
  let lines = 0;
  let skipped = 0;
  for (const file of files) {
    const recording = readRecording(file);
    if (recording.kind === 'unsupported') {
      print(`${file}: not replayed: ${recording.why}\n`);
      skipped += 1;
      codes.push(EXIT.inconclusive);
      continue;
    }
    const design = publishedDesigns.find(({ name }) => name === recording.engine);
    if (design === undefined) {
      throw new UserError(`${file}: a recording of ${recording.engine}, which is not modelled`);
    }
    lines += recording.lines.length;
    codes.push(replayOnDesign(design, recording), judge(design, recording, expected));
  }
  const left = skipped === 0 ? '' : `, ${skipped} not`;
  print(`${files.length - skipped} recordings replayed, ${lines} lines${left}\n`);
  print(
    codes.includes(EXIT.violated)
      ? 'A line differs from the design, or a breach is not known to expected.json.\n'
      : 'Every line is as the design has it; every breach is known to expected.json.\n',
  );
  return worst(codes);
}

function replayOnDesign(design: Design, recording: RecordedRun): ExitCode {
  const replayed = replayRecording(design, recording);
  if (replayed.kind === 'reproduced') {
    print(`${recording.file}: ${replayed.lines} lines reproduced\n`);
    return EXIT.ok;
  }
  const { file, line, what, expected, found } = replayed;
  print(
    `${file}:${line} differs from the design in ${what}: recorded ${expected}, design ${found}\n`,
  );
  return EXIT.violated;
}

function judge(design: Design, recording: RecordedRun, expected: ExpectedMatrix): ExitCode {
  const { convictions } = judgeRecording(design.traits, allProperties, recording);
  const codes = convictions.map((conviction) => {
    const { line, property, why, carelessSince } = conviction;
    const careless =
      carelessSince === null ? '' : ` (careless callers since line ${carelessSince})`;
    const known = isKnown(design, conviction, expected);
    const news = known ? '' : ' (not known to expected.json)';
    print(`${recording.file}:${line} ${property} ${why}${careless}${news}\n`);
    return known ? EXIT.ok : EXIT.violated;
  });
  return worst(codes);
}

/** Whether the matrix has the property as violated by this design, under such callers. */
function isKnown(design: Design, conviction: Conviction, expected: ExpectedMatrix): boolean {
  const { property, carelessSince } = conviction;
  return expected.results.some(
    (result) =>
      result.design === design.name &&
      typeof result.properties[property] === 'object' &&
      (carelessSince !== null || result.callers === 'well-behaved'),
  );
}
