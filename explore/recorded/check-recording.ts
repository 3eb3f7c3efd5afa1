import type { Design } from '../../impl/designs/design.ts';
import type { Property } from '../../model/property.ts';
import { type Conviction, judgeRecording } from './judge-recording.ts';
import type { RecordedRun } from './read-recording.ts';
import { type Replay, replayRecording } from './replay-recording.ts';

/** A recording, replayed on its design, and what the real allocator broke in it. */
export interface CheckedRecording {
  readonly kind: 'checked';
  readonly file: string;
  /** The name of the design. */
  readonly design: string;
  /** The number of its lines. */
  readonly lines: number;
  readonly replayed: Replay;
  readonly convictions: readonly Conviction[];
}

/** Replays a recording on the design that was recorded, and has it judged. */
export function checkRecording(
  design: Design,
  properties: readonly Property[],
  recording: RecordedRun,
): CheckedRecording {
  const replayed = replayRecording(design, recording);
  const { convictions } = judgeRecording(design.traits, properties, recording);
  const { file, lines } = recording;
  return {
    kind: 'checked',
    file,
    design: design.name,
    lines: lines.length,
    replayed,
    convictions,
  };
}
