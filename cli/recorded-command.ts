import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Conviction, judgeRecording } from '../explore/recorded/judge-recording.ts';
import { readRecording, type Recording } from '../explore/recorded/read-recording.ts';
import { replayRecording } from '../explore/recorded/replay-recording.ts';
import type { Design } from '../impl/designs/design.ts';
import { publishedDesigns } from '../impl/designs/published.ts';
import { allProperties } from '../model/properties/all.ts';
import type { ExpectedMatrix } from '../report/verdicts/expected.ts';
import { EXIT, type ExitCode, worst } from './exit-code.ts';
import { readExpectedFile } from './expected-file.ts';
import { UserError } from './user-error.ts';

/** `iova-check recorded PATH...`: recordings through the design and through the judges. */
export function recordedCommand(paths: readonly string[]): ExitCode {
  const expected = readExpectedFile();
  const files = paths.flatMap(recordingsAt);
  if (files.length === 0) {
    throw new UserError(`${paths.join(' ')}: no recording (.jsonl or .jsonl.gz) there`);
  }
  const codes: ExitCode[] = [];
  let lines = 0;
  let skipped = 0;
  for (const file of files) {
    const recording = readRecording(file);
    if (recording.kind === 'unsupported') {
      process.stdout.write(`${file}: not replayed: ${recording.why}\n`);
      skipped += 1;
      codes.push(EXIT.inconclusive);
      continue;
    }
    const design = publishedDesigns.find(({ name }) => name === recording.engine);
    if (design === undefined) {
      throw new UserError(`${file}: a recording of ${recording.engine}, which is not modelled`);
    }
    lines += recording.lines.length;
    codes.push(throughDesign(design, recording), throughJudges(design, recording, expected));
  }
  const left = skipped === 0 ? '' : `, ${skipped} not`;
  process.stdout.write(`${files.length - skipped} recordings replayed, ${lines} lines${left}\n`);
  if (codes.includes(EXIT.violated)) {
    process.stdout.write('Something differs from the design, or is not known to expected.json.\n');
  } else {
    process.stdout.write(
      'Every line as the design does it; every breach known to expected.json.\n',
    );
  }
  return worst(codes);
}

/** Files of a folder in alphabetical order, folders below it included. */
function recordingsAt(path: string): readonly string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new UserError(`${path}: there is no such file or folder`);
  if (!stat.isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.jsonl(\.gz)?$/.test(name))
    .toSorted()
    .map((name) => join(path, name));
}

function throughDesign(design: Design, recording: Recording): ExitCode {
  const replayed = replayRecording(design, recording);
  if (replayed.kind === 'reproduced') {
    process.stdout.write(`${recording.file}: ${replayed.lines} lines reproduced\n`);
    return EXIT.ok;
  }
  const { file, line, what, expected, found } = replayed;
  process.stdout.write(
    `${file}:${line} differs from the design in ${what}: recorded ${expected}, design ${found}\n`,
  );
  return EXIT.violated;
}

function throughJudges(design: Design, recording: Recording, expected: ExpectedMatrix): ExitCode {
  const { convictions } = judgeRecording(design.traits, allProperties, recording);
  const codes = convictions.map((conviction) => {
    const { line, property, why, carelessSince } = conviction;
    const careless =
      carelessSince === null ? '' : ` (careless callers since line ${carelessSince})`;
    const known = isKnown(design, conviction, expected);
    const news = known ? '' : ' (not known to expected.json)';
    process.stdout.write(`${recording.file}:${line} ${property} ${why}${careless}${news}\n`);
    return known ? EXIT.ok : EXIT.violated;
  });
  return worst(codes);
}

/** The matrix has the property as violated by this design, under such callers. */
function isKnown(design: Design, conviction: Conviction, expected: ExpectedMatrix): boolean {
  const { property, carelessSince } = conviction;
  return expected.results.some(
    (result) =>
      result.design === design.name &&
      typeof result.properties[property] === 'object' &&
      (carelessSince !== null || result.callers === 'well-behaved'),
  );
}
