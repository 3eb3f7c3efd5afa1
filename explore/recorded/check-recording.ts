import type { Design } from '../../impl/designs/design.ts';
import type { Property } from '../../model/property.ts';
import { type Conviction, judgeRecording } from './judge-recording.ts';
import type { RecordedRun } from './read-recording.ts';
import { type Readable, type Replay, replayRecording } from './replay-recording.ts';

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

/** A design that recordings are replayed on, and how much of its state can be read. */
export interface ReplayedOn {
  readonly design: Design;
  readonly readable: Readable;
}

/**
 * Replays a recording, and has it judged.
 * @param design the one that was recorded
 * @param on what it is replayed on, if not on that
 */
export function checkRecording(
  design: Design,
  properties: readonly Property[],
  recording: RecordedRun,
  on: ReplayedOn = { design, readable: 'everything' },
): CheckedRecording {
  const replayed = replayRecording(on.design, recording, on.readable);
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
