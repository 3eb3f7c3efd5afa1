import { type Comparison, otherSide, type Side } from '../explore/checking/comparison.ts';
import type { DesignRef } from '../explore/loading/load-design.ts';
import type { DesignResult } from '../explore/checking/verdict.ts';
import { otherSays } from '../report/comparison/other-says.ts';
import { COLUMNS_MAX, wrapText } from '../report/text/wrap-text.ts';
import { type Background, tellRun } from './stories.ts';

/**
 * The simplest run for each property that only one side breaks so, and what the other side does
 * with it. A run that breaks several properties, or that both kinds of callers make, is told once.
 */
export async function tellOneSided(
  side: Side,
  ref: DesignRef,
  only: readonly DesignResult[],
  { properties }: Comparison,
  background: Background,
): Promise<void> {
  const told = new Set<string>();
  /** By run, as JSON: the property that it was told for. */
  const toldFor = new Map<string, string>();
  for (const result of only) {
    for (const { property, verdict } of result.verdicts) {
      const compared = properties.find(
        (other) => other.property === property && other.callers === result.callers,
      );
      const simplest = compared?.only[side][0];
      if (compared === undefined || simplest === undefined || verdict.kind !== 'violated') continue;
      const { signature, execution } = simplest.found;
      if (told.has(signature)) continue;
      told.add(signature);
      const run = JSON.stringify(execution.actions);
      const before = toldFor.get(run);
      const end = before === undefined ? '' : `: the run told for ${before}`;
      say(`On ${side} only: ${signature}${end}`);
      if (before !== undefined) continue;
      toldFor.set(run, property.id);
      await tellRun(ref, result, simplest.found, background);
      say(`On ${otherSide(side)}: ${otherSays(compared, simplest)}.`);
    }
  }
}

function say(text: string): void {
  process.stdout.write(`${wrapText(text, COLUMNS_MAX, '', '  ').join('\n')}\n\n`);
}
