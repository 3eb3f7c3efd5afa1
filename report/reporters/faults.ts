import type { Reporter } from './reporter.ts';

/**
 * A line for each run that, replayed, does not show what it is reported for, and one for each fault
 * of a design's file.
 */
export const faults: Reporter = {
  report: ({ ruling: { replays } }) =>
    replays.flatMap(({ column, result, faults: lines }) =>
      [
        ...lines.map((line) => `${column.design}: ${line}`),
        ...result.faults.map(({ line }) => `iova-check: ${line}`),
      ].map((line) => ({ kind: 'notice', line }) as const),
    ),
};
