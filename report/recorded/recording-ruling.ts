import type {
  CheckedRecording,
  UnsupportedRecording,
} from '../../explore/recorded/check-recording.ts';
import type { Conviction } from '../../explore/recorded/judge-recording.ts';
import { type Conclusion, gravest } from '../conclusion/conclusion.ts';
import type { ExpectedMatrix } from '../verdicts/expected.ts';

/** A breach in a recording, and whether the expected matrix knows of it. */
export interface RuledConviction extends Conviction {
  readonly isKnown: boolean;
}

interface RuledReplay extends CheckedRecording {
  readonly convictions: readonly RuledConviction[];
}

/** A recording, and what it amounts to. One of something that is not modelled is inconclusive. */
export type RuledRecording = { readonly conclusion: Conclusion } & (
  UnsupportedRecording | RuledReplay
);

/** A line that differs from the design is a violation, and so is a breach that is not known. */
export function ruleOnRecording(
  recorded: CheckedRecording | UnsupportedRecording,
  expected: ExpectedMatrix,
): RuledRecording {
  if (recorded.kind === 'unsupported') return { ...recorded, conclusion: 'inconclusive' };
  const { design, replayed } = recorded;
  const convictions = recorded.convictions.map((conviction) => ({
    ...conviction,
    isKnown: isKnown(design, conviction, expected),
  }));
  const conclusion = gravest([
    replayed.kind === 'reproduced' ? 'ok' : 'violated',
    ...convictions.map((conviction): Conclusion => (conviction.isKnown ? 'ok' : 'violated')),
  ]);
  return { ...recorded, convictions, conclusion };
}

/** Whether the matrix has the signature for this design, under such callers. */
function isKnown(
  design: string,
  { property, signature, carelessSince }: Conviction,
  { results }: ExpectedMatrix,
): boolean {
  return results.some(({ design: of, callers, properties }) => {
    const cell = properties[property];
    if (of !== design || typeof cell !== 'object' || !Object.hasOwn(cell, signature)) return false;
    return carelessSince !== null || callers === 'well-behaved';
  });
}
