import type { Reporter } from './reporter.ts';

/** More lines about one file help nobody: the first ones are to be mended first. */
const FAULTS_MAX = 3;
/** The run may be one that was kept. */
const AGAIN = ' (some searches are from the cache: --fresh searches them again)';

/**
 * A line for each run that, replayed, does not show what it is reported for, and one for each fault
 * of a design's file.
 */
export const faults: Reporter = {
  report: ({ ruling: { replays } }) =>
    replays.flatMap(({ column, result, faults: lines }) =>
      [
        ...lines.map(
          (line) => `${column.design}: ${line}${result.stats.fromCache > 0 ? AGAIN : ''}`,
        ),
        ...result.faults.slice(0, FAULTS_MAX).map(({ line }) => `iova-check: ${line}`),
      ].map((line) => ({ kind: 'notice', line }) as const),
    ),
};
