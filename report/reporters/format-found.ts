import { assert } from '../../model/assert.ts';
import type { Counterexample } from '../../explore/minimal/counterexample.ts';
import { knownProperties } from '../../model/properties/all.ts';
import { formatCounterexample, type TextOptions } from '../counterexample/counterexample.ts';
import { knownOf } from '../verdicts/known-signature.ts';
import { formatKnown } from '../verdicts/known-text.ts';
import type { ReportedResult } from './reported-result.ts';
import { formatReplayFlags } from './replay-flags.ts';

/** The run that shows a signature, with all that is known of it, as text for a mail. */
export function formatFound(
  { runs, written, expected }: ReportedResult,
  found: Counterexample,
  options: TextOptions,
): string {
  const named = runs.get(found);
  assert(named !== undefined, `${found.signature}: its run was not replayed`);
  const { run, steps, explanation, result, column, file } = named;
  const isKept = file !== null && written.has(file);
  const fileName = isKept ? `${file}${formatReplayFlags(column.ref, run)}` : null;
  const entries = expected === null ? [] : knownOf(expected, result, found.signature);
  const known = formatKnown(result.design, entries);
  const example = {
    run,
    steps,
    explanation,
    properties: knownProperties,
    fileName,
    found,
    ...(known === null ? {} : { known }),
  };
  return formatCounterexample(example, options);
}
