import { rewritten } from '../gate/standard.ts';
import type { Reporter } from './reporter.ts';

/** Rewrites the expected matrix, in `file`, if asked to. */
export function expectedUpdate(file: string): Reporter {
  return {
    report: ({ results, ruling: { standard } }) => {
      if (standard.kind !== 'expected matrix' || !standard.isWritten) return [];
      const text = rewritten(standard, results);
      return text === null
        ? [{ kind: 'notice', line: 'Interrupted: expected.json is left as it is.' }]
        : [{ kind: 'file', file, text }];
    },
  };
}
