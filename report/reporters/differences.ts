import { formatNames } from '../../explore/run/run.ts';
import type { TextOptions } from '../counterexample/counterexample.ts';
import type { RuledCell } from '../gate/cell-ruling.ts';
import type { ExpectedMatrix } from '../verdicts/expected.ts';
import { unjudgedIn } from '../verdicts/known-signature.ts';
import { formatFound } from './format-found.ts';
import type { ReportedResult } from './reported-result.ts';
import type { Reporter } from './reporter.ts';

/**
 * How the results differ from the expected matrix, with the run of each new signature, and which
 * signatures nobody has judged yet.
 */
export function differences(options: TextOptions): Reporter {
  return {
    report: (outcome) => {
      const { accepted, isGate } = outcome.ruling;
      if (accepted.kind !== 'as expected') return [];
      const texts = [...(isGate ? differencesIn(outcome, options) : []), unjudged(accepted.matrix)];
      return texts.map((text) => ({ kind: 'text', text }));
    },
  };
}

function differencesIn(outcome: ReportedResult, options: TextOptions): readonly string[] {
  const { cells, isPartial } = outcome.ruling;
  const head = isPartial
    ? ['Interrupted: what was not found yet is not compared with expected.json.\n']
    : [];
  const failed = cells.filter(({ ruling }) => ruling.kind === 'failed');
  if (failed.length === 0) {
    const every = isPartial ? 'Nothing is new.' : 'Every cell is as in expected.json.';
    return [...head, `${every}\n`];
  }
  return [
    ...head,
    'Not as in expected.json (--update rewrites it):\n',
    ...failed.flatMap((cell) => difference(cell, outcome, options)),
  ];
}

function difference(
  { result, judged, ruling }: RuledCell,
  outcome: ReportedResult,
  options: TextOptions,
): readonly string[] {
  if (ruling.kind !== 'failed') return [];
  const who = `${formatNames(result)}, ${result.callers} callers, ${judged.property.id}`;
  return [
    `  ${who}: ${ruling.why}\n`,
    ...ruling.unexpected.map((found) => `${formatFound(outcome, found, options)}\n`),
  ];
}

function unjudged(matrix: ExpectedMatrix): string {
  const names = unjudgedIn(matrix);
  if (names.length === 0) return '';
  const subject = names.length === 1 ? '1 signature has' : `${names.length} signatures have`;
  const head = `${subject} not been judged: give each a "known" in expected.json:`;
  return `${[head, ...names.map((name) => `  ${name}`)].join('\n')}\n`;
}
