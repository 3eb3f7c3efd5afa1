import type { Design } from '../../impl/designs/design.ts';
import type { Property } from '../../model/property.ts';
import { isCaching } from '../../impl/twin/perform.ts';
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

/** A sound recording that cannot be replayed. */
export interface UnsupportedRecording {
  readonly kind: 'unsupported';
  readonly file: string;
  readonly engine: string;
  /** Why it is not supported: one clause. */
  readonly why: string;
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
): CheckedRecording | UnsupportedRecording {
  const { file, lines, engine, rcache } = recording;
  if (rcache && !isCaching(on.design)) {
    const why = `uses per-CPU caches, and ${on.design.name} has no fast path here`;
    return { kind: 'unsupported', file, engine, why };
  }
  const replayed = replayRecording(on.design, recording, on.readable);
  const { convictions } = judgeRecording(design.traits, properties, recording);
  return {
    kind: 'checked',
    file,
    design: design.name,
    lines: lines.length,
    replayed,
    convictions,
  };
}
