import { formatBreaches } from '../policies/policy-contract.ts';
import type { TextOptions } from '../counterexample/counterexample.ts';
import { columns, wrapText } from '../text/wrap-text.ts';
import { defectsByDesign } from '../verdicts/defect-list.ts';
import { formatMatrix } from '../verdicts/matrix.ts';
import { NOTHING_ALLOWED } from '../gate/allow-list.ts';
import { formatFound } from './format-found.ts';
import type { ReportedResult } from './reported-result.ts';
import { publishedBeside } from './published-beside.ts';
import type { Reporter } from './reporter.ts';

/** What a check of one design prints: broken contracts at once, then runs, then the matrix. */
export function checkText(options: TextOptions, isVerbose: boolean): Reporter {
  return {
    prepare: ({ policies }) =>
      policies.map(({ contract }) => ({ kind: 'text', text: formatBreaches(contract) })),
    report: (outcome) => [
      ...simplestRuns(outcome, options).map((text) => ({ kind: 'text', text }) as const),
      { kind: 'text', text: matrix(outcome, isVerbose) },
    ],
  };
}

function matrix(
  { plan, results, ruling: { standard }, expected }: ReportedResult,
  isVerbose: boolean,
): string {
  const allowed = standard.kind === 'allow-list' ? standard.list : NOTHING_ALLOWED;
  const beside = publishedBeside(plan, expected);
  return formatMatrix(
    results.checked.map(({ result }) => result),
    { expected, beside, allowed, isVerbose },
  );
}

/** The simplest run of each defect that is not allowed; one that shows several is printed once. */
function simplestRuns(outcome: ReportedResult, options: TextOptions): readonly string[] {
  const { standard, cells } = outcome.ruling;
  // Whoever writes down everything that is found does not ask for its runs.
  if (standard.kind === 'allow-list' && standard.isWritten) return [];
  const unexpected = new Set(
    cells.flatMap(({ ruling }) => (ruling.kind === 'failed' ? ruling.unexpected : [])),
  );
  const printed = new Map<string, string>();
  const checked = outcome.results.checked.map(({ result }) => result);
  const designs = defectsByDesign(checked, outcome.expected, (found) => unexpected.has(found));
  return designs.flatMap(({ name, defects }) =>
    defects.flatMap(({ simplest, what }) => {
      const run = `${name} ${JSON.stringify(simplest.execution.actions)}`;
      const before = printed.get(run);
      if (before === undefined) {
        printed.set(run, simplest.signature);
        return [`${formatFound(outcome, simplest, options)}\n`];
      }
      const text = `${name}: the run printed for "${before}" shows another defect too: ${what}`;
      return [`${wrapText(text, columns(), '', '  ').join('\n')}\n\n`];
    }),
  );
}
