import { formatComparisonJson } from '../comparison/comparison-json.ts';
import { comparisonReport } from './comparison-report.ts';
import type { Reporter } from './reporter.ts';

/** The `--json` document of a comparison. */
export const comparisonDocument: Reporter = {
  report: (outcome) => {
    const { comparison, compared, ruling } = comparisonReport(outcome);
    return [{ kind: 'text', text: formatComparisonJson(compared, ruling, comparison) }];
  },
};
