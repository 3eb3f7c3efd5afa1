import { gravest } from '../conclusion/conclusion.ts';
import type { Ending } from '../conclusion/ending.ts';
import type { RuledRecording } from './recording-ruling.ts';

/** How many recordings were replayed, and whether anything in them is news. */
export function recordedEnding(recorded: readonly RuledRecording[]): Ending {
  const conclusion = gravest(recorded.map((one) => one.conclusion));
  let lines = 0;
  let skipped = 0;
  for (const one of recorded) {
    if (one.kind === 'unsupported') skipped += 1;
    else lines += one.lines;
  }
  const left = skipped === 0 ? '' : `, ${skipped} not`;
  if (skipped === recorded.length) {
    return { says: `no recording replayed, ${skipped} not modelled`, conclusion };
  }
  const news =
    conclusion === 'violated'
      ? 'A line differs from the design, or a breach is not known to expected.json.'
      : 'Every line is as the design has it; every breach is known to expected.json.';
  const says = `${recorded.length - skipped} recordings replayed, ${lines} lines${left}\n${news}`;
  return { says, conclusion };
}
