import { formatComparisonJson } from '../comparison/comparison-json.ts';
import { sumFromCache } from '../verdicts/from-cache.ts';
import { comparisonReport } from './comparison-report.ts';
import type { Reporter } from './reporter.ts';

/** The `--json` document of a comparison. */
export const comparisonDocument: Reporter = {
  report: (outcome) => {
    const { comparison, compared, ruling } = comparisonReport(outcome);
    const spent = sumFromCache(outcome.results.checked.map(({ result }) => result));
    return [{ kind: 'text', text: formatComparisonJson(compared, ruling, comparison, spent) }];
  },
};
