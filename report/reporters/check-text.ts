import { formatBreaches } from '../policies/policy-contract.ts';
import type { TextOptions } from '../counterexample/counterexample.ts';
import { COLUMNS_MAX, wrapText } from '../text/wrap-text.ts';
import { formatMatrix } from '../verdicts/matrix.ts';
import { NOTHING_ALLOWED } from '../gate/allow-list.ts';
import { formatFound } from './format-found.ts';
import type { ReportedResult } from './reported-result.ts';
import { publishedBeside } from './published-beside.ts';
import type { Reporter } from './reporter.ts';

/** What a check of one design prints: broken contracts at once, then runs, then the matrix. */
export function checkText(options: TextOptions): Reporter {
  return {
    prepare: ({ policies }) =>
      policies.map(({ contract }) => ({ kind: 'text', text: formatBreaches(contract) })),
    report: (outcome) => [
      ...simplestRuns(outcome, options).map((text) => ({ kind: 'text', text }) as const),
      { kind: 'text', text: matrix(outcome) },
    ],
  };
}

function matrix({ plan, results, ruling: { standard }, expected }: ReportedResult): string {
  const allowed = standard.kind === 'allow-list' ? standard.list : NOTHING_ALLOWED;
  const beside = publishedBeside(plan, expected);
  return formatMatrix(
    results.checked.map(({ result }) => result),
    { expected, beside, allowed },
  );
}

/** The simplest run for each failed cell; one that breaks several properties is printed once. */
function simplestRuns(outcome: ReportedResult, options: TextOptions): readonly string[] {
  const { standard, cells } = outcome.ruling;
  // Whoever writes down everything that is found does not ask for its runs.
  if (standard.kind === 'allow-list' && standard.isWritten) return [];
  const printed = new Map<string, string>();
  return cells.flatMap(({ result, judged: { property }, ruling }) => {
    const simplest = ruling.kind === 'failed' ? ruling.unexpected[0] : undefined;
    if (simplest === undefined) return [];
    const run = `${result.callers} ${JSON.stringify(simplest.execution.actions)}`;
    const before = printed.get(run);
    if (before === undefined) {
      printed.set(run, property.id);
      return [`${formatFound(outcome, simplest, options)}\n`];
    }
    const who = `${result.design}, ${result.callers} callers`;
    const lines = [
      `${who}: the run printed for ${before} breaks ${property.id} too`,
      ...wrapText(simplest.signature, COLUMNS_MAX, '  signature  ', '    '),
    ];
    return [`${lines.join('\n')}\n\n`];
  });
}
