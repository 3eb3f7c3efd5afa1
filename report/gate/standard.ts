import { assert } from '../../model/assert.ts';
import type { Results } from '../../explore/checking/results.ts';
import { type ExpectedMatrix, readExpected } from '../verdicts/expected.ts';
import { formatExpected } from '../verdicts/format-expected.ts';
import { type AllowList, formatAllowList, readAllowList } from './allow-list.ts';
import type { Accepted } from './rule-on-cells.ts';

/** What results are held against. */
export type Standard =
  /** The file that `--allow` or `--write-allow` names. */
  | {
      readonly kind: 'allow-list';
      /** Null: no file is named, and nothing is allowed. */
      readonly fileName: string | null;
      /** What the file says before the check. */
      readonly list: AllowList;
      /** What the file says word for word, if it is to be written; null: there is none yet. */
      readonly text: string | null;
      /** Whether everything found is added to the file, and so is allowed. */
      readonly isWritten: boolean;
    }
  /** The expected matrix. */
  | {
      readonly kind: 'expected matrix';
      /** What it says before the check; null: there is none, and it is going to be written. */
      readonly matrix: ExpectedMatrix | null;
      /** Whether it is rewritten, so that it has whatever was found. */
      readonly isWritten: boolean;
    }
  /** Side A of a comparison. */
  | { readonly kind: 'side A' };

const NO_MATRIX: ExpectedMatrix = { version: 3, known: {}, scopes: {}, results: [] };

/** Whether the check ended before everything was done. */
export function isPartial({ checked }: Results): boolean {
  return checked.some(({ result: { stopped } }) => stopped !== null);
}

/** The text that the standard's file is rewritten with; null: it stays as it is. */
export function rewritten(standard: Standard, results: Results): string | null {
  if (standard.kind === 'side A' || !standard.isWritten) return null;
  const found = results.checked.map(({ result }) => result);
  if (standard.kind === 'allow-list') return formatAllowList(standard.text, found);
  // What was not found before an interruption must not get lost.
  return isPartial(results) ? null : formatExpected(found, standard.matrix);
}

/** What the standard accepts after the check. */
export function acceptedBy(standard: Standard, results: Results): Accepted {
  const text = rewritten(standard, results);
  switch (standard.kind) {
    case 'allow-list': {
      const { list, fileName } = standard;
      return {
        kind: 'allowed',
        list: text === null ? list : readAllowList(text, fileName ?? 'the allow-list'),
      };
    }
    case 'expected matrix': {
      const matrix = text === null ? standard.matrix : readExpected(text, 'the new matrix');
      return { kind: 'as expected', matrix: matrix ?? NO_MATRIX };
    }
    case 'side A': {
      const { comparison } = results;
      assert(comparison !== null, 'nothing was compared');
      return { kind: 'as side A', comparison };
    }
  }
}
