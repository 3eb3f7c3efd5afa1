import { formatJson } from '../verdicts/verdicts-json.ts';
import type { Reporter } from './reporter.ts';

/** The `--json` document of a check. */
export const resultsDocument: Reporter = {
  report: ({ results, ruling: { policies }, expected }) => {
    const found = results.checked.map(({ result }) => result);
    const text = formatJson(found, policies[0]?.contract ?? null, expected);
    return [{ kind: 'text', text }];
  },
};
