import type { Reporter } from './reporter.ts';

/** A line for each run that, replayed, does not show what it is reported for. */
export const faults: Reporter = {
  report: ({ ruling: { replays } }) =>
    replays.flatMap(({ column, faults: lines }) =>
      lines.map((line) => ({ kind: 'notice', line: `${column.design}: ${line}` }) as const),
    ),
};
