import { NOTHING_ALLOWED } from '../gate/allow-list.ts';
import { formatMatrix } from '../verdicts/matrix.ts';
import type { Reporter } from './reporter.ts';

/** The verdict matrix of the known designs. */
export const matrixText: Reporter = {
  report: ({ results, expected }) => {
    const found = results.checked.map(({ result }) => result);
    const frame = { expected, beside: [], allowed: NOTHING_ALLOWED };
    return [{ kind: 'text', text: formatMatrix(found, frame) }];
  },
};
