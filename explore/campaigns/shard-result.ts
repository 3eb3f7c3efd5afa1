import * as v from 'valibot';
import type { Findings } from '../checking/findings.ts';
import { isFindings } from '../reuse/answer-schema.ts';

/** What became of a shard: what it found, or in one line why it cannot be done. */
export type ShardResult =
  | { readonly kind: 'found'; readonly findings: Findings }
  | { readonly kind: 'failed'; readonly why: string };

const entrySchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('found'), findings: v.custom<Findings>(isFindings) }),
  v.strictObject({ kind: v.literal('failed'), why: v.string() }),
]);

/** What a shard ended with. What went wrong with the design fails it, as it would elsewhere. */
export function resultOf(findings: Findings): ShardResult {
  const { fault, unrepeated } = findings;
  if (fault !== null) return { kind: 'failed', why: fault.line };
  if (unrepeated !== null) {
    return { kind: 'failed', why: `a random run did not happen again: ${unrepeated}` };
  }
  return { kind: 'found', findings };
}

export function formatResult(result: ShardResult): string {
  return `${JSON.stringify(result)}\n`;
}

/** Null: the text is no result. */
export function parseResult(text: string): ShardResult | null {
  try {
    const result = v.safeParse(entrySchema, JSON.parse(text));
    return result.success ? result.output : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
