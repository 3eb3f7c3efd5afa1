import { NOTHING_ALLOWED } from '../gate/allow-list.ts';
import { formatMatrix } from '../verdicts/matrix.ts';
import type { Reporter } from './reporter.ts';

const WHAT_NEXT =
  '`npx iova-check check DESIGN` prints the run of each defect; --verbose lists every signature.\n';

/** The verdict matrix of the known designs. */
export function matrixText(isVerbose: boolean): Reporter {
  return {
    report: ({ results, expected }) => {
      const found = results.checked.map(({ result }) => result);
      const frame = { expected, beside: [], allowed: NOTHING_ALLOWED, isVerbose };
      const next = isVerbose ? '' : WHAT_NEXT;
      return [{ kind: 'text', text: `${formatMatrix(found, frame)}${next}` }];
    },
  };
}
