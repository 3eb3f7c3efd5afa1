import type { Replay } from '../../explore/recorded/replay-recording.ts';
import type { RuledConviction, RuledRecording } from './recording-ruling.ts';

/** Whether a design reproduces a recording, and a line for each breach in it. */
export function formatRecording(recorded: RuledRecording): string {
  if (recorded.kind === 'unsupported') return `${recorded.file}: not replayed: ${recorded.why}\n`;
  const { file, replayed, convictions } = recorded;
  const lines = [
    formatReplay(file, replayed),
    ...convictions.map((conviction) => formatConviction(file, conviction)),
  ];
  return `${lines.join('\n')}\n`;
}

function formatReplay(file: string, replayed: Replay): string {
  if (replayed.kind === 'reproduced') return `${file}: ${replayed.lines} lines reproduced`;
  const { line, what, expected, found } = replayed;
  const both = `recorded ${expected}, design ${found}`;
  return `${file}:${line} differs from the design in ${what}: ${both}`;
}

function formatConviction(file: string, conviction: RuledConviction): string {
  const { line, signature, why, carelessSince, isKnown } = conviction;
  const careless = carelessSince === null ? '' : ` (careless callers since line ${carelessSince})`;
  const news = isKnown ? '' : ' (not known to expected.json)';
  return `${file}:${line} ${signature}: ${why}${careless}${news}`;
}
