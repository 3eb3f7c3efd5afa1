import { otherSide, type Side } from '../../explore/checking/comparison.ts';
import { formatComparedDesign } from '../comparison/compared-designs.ts';
import { formatComparison } from '../comparison/comparison.ts';
import { formatLockstep } from '../comparison/lockstep-text.ts';
import { otherSays } from '../comparison/other-says.ts';
import type { TextOptions } from '../counterexample/counterexample.ts';
import { formatBreaches } from '../policies/policy-contract.ts';
import { tellFromCache } from '../verdicts/from-cache.ts';
import { formatAssumed } from '../verdicts/stated-traits.ts';
import { columns, wrapText } from '../text/wrap-text.ts';
import { comparisonReport } from './comparison-report.ts';
import { formatFound } from './format-found.ts';
import type { ReportedResult } from './reported-result.ts';
import type { Reporter } from './reporter.ts';

/**
 * What a comparison prints: the ruling, what differs, broken contracts, and the runs.
 * @param leftOut what was not searched, for the last line; null: what is searched by default was
 */
export function comparisonText(options: TextOptions, leftOut: string | null): Reporter {
  return {
    report: (outcome) => {
      const { comparison, compared, ruling } = comparisonReport(outcome);
      const names = {
        A: formatComparedDesign(compared.A),
        B: formatComparedDesign(compared.B),
      };
      const texts = [
        formatComparison(names, ruling, comparison),
        `${formatLockstep(comparison.lockstep).join('\n')}\n`,
        ...assumed(outcome),
        ...outcome.ruling.policies.map(({ contract }) => formatBreaches(contract)),
        ...oneSidedRuns('B', outcome, options),
        ...oneSidedRuns('A', outcome, options),
        ...tellFromCache(outcome.results.checked.map(({ result }) => result)).map(paragraph),
        ...(leftOut === null ? [] : [paragraph(leftOut)]),
      ];
      return texts.map((text) => ({ kind: 'text', text }));
    },
  };
}

/**
 * The simplest run for each property that only one side breaks so, and what the other side does
 * with it. A run that breaks several properties, or that both kinds of callers make, is printed
 * once.
 */
function oneSidedRuns(
  side: Side,
  outcome: ReportedResult,
  options: TextOptions,
): readonly string[] {
  const reported = new Set<string>();
  /** By run, as JSON: the property that it was printed for. */
  const printedFor = new Map<string, string>();
  return (outcome.results.comparison?.properties ?? []).flatMap((compared) => {
    const [simplest] = compared.only[side];
    if (simplest === undefined || reported.has(simplest.found.signature)) return [];
    const { signature, execution } = simplest.found;
    reported.add(signature);
    const run = JSON.stringify(execution.actions);
    const before = printedFor.get(run);
    if (before !== undefined) {
      return [paragraph(`On ${side} only: ${signature}: the run printed for ${before}`)];
    }
    printedFor.set(run, compared.property.id);
    return [
      paragraph(`On ${side} only: ${signature}`),
      `${formatFound(outcome, simplest.found, options)}\n`,
      paragraph(`On ${otherSide(side)}: ${otherSays(compared, simplest)}.`),
    ];
  });
}

/** What the verdicts on the C of kernel trees rest on, whoever calls: once for each tree. */
function assumed({ results }: ReportedResult): readonly string[] {
  const texts = results.checked.map(({ result }) => formatAssumed(result).join('\n'));
  return [...new Set(texts.filter((text) => text !== ''))].map((text) => `${text}\n`);
}

function paragraph(text: string): string {
  return `${wrapText(text, columns(), '', '  ').join('\n')}\n\n`;
}
