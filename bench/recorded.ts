import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judgeRecording } from '../explore/recorded/judge-recording.ts';
import { readRecording, type RecordedRun } from '../explore/recorded/read-recording.ts';
import { replayRecording } from '../explore/recorded/replay-recording.ts';
import type { Design, Domain } from '../impl/designs/design.ts';
import { llist } from '../impl/designs/llist.ts';
import { mainline } from '../impl/designs/mainline.ts';
import { marker } from '../impl/designs/marker.ts';
import { allProperties } from '../model/properties/all.ts';

const ROUNDS = 5;

/**
 * Prints, for each design, the number of lines of its recordings that are replayed and judged per
 * second.
 */
export function benchRecorded(): void {
  console.log(`the recordings in conformance/, ${ROUNDS} rounds after one to warm up\n`);
  console.log('   design       lines    read   replayed     judged   (lines per second)');
  printRow(mainline);
  printRow(llist);
  printRow(marker);
}

function printRow<D extends Domain>(design: Design<D>): void {
  const files = recordingsOf(design.name);
  const recordings = files.flatMap((file): readonly RecordedRun[] => {
    const recording = readRecording(file);
    return recording.kind === 'recording' ? [recording] : [];
  });
  const lines = recordings.reduce((sum, recording) => sum + recording.lines.length, 0);
  const rates = [
    linesPerSecond(lines, () => files.forEach(readRecording)),
    linesPerSecond(lines, () => recordings.forEach((one) => replayRecording(design, one))),
    linesPerSecond(lines, () =>
      recordings.forEach((one) => judgeRecording(design.traits, allProperties, one)),
    ),
  ];
  const cells = rates.map((rate, at) => rate.toFixed(0).padStart(at === 0 ? 8 : 11));
  console.log(`   ${design.name.padEnd(10)}${String(lines).padStart(8)}${cells.join('')}`);
}

function linesPerSecond(lines: number, round: () => void): number {
  round();
  const begin = process.hrtime.bigint();
  for (let done = 0; done < ROUNDS; done += 1) round();
  return (lines * ROUNDS * 1e9) / Number(process.hrtime.bigint() - begin);
}

/** The recordings of an allocator. They are found from the sources as well as from `dist`. */
function recordingsOf(engine: string): readonly string[] {
  let root = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(root, 'conformance')) && root !== dirname(root)) root = dirname(root);
  const folder = join(root, 'conformance', engine);
  return readdirSync(folder).map((name) => join(folder, name));
}
