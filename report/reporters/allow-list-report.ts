import { CALLER_KINDS, callerKinds } from '../../port/caller-kinds.ts';
import { columns, wrapText } from '../text/wrap-text.ts';
import { type AllowList, goneFrom } from '../gate/allow-list.ts';
import type { RuledCell } from '../gate/cell-ruling.ts';
import { rewritten } from '../gate/standard.ts';
import type { ReportedResult } from './reported-result.ts';
import type { Output } from './output.ts';
import type { Reporter } from './reporter.ts';

/**
 * Writes the allow-list, if asked to; prints whether it covers all that was found, and which listed
 * signatures no longer occur.
 * @param isSilent prints nothing
 */
export function allowListReport(isSilent: boolean): Reporter {
  return {
    report: (outcome) => {
      const { results, ruling } = outcome;
      const { standard, accepted } = ruling;
      if (standard.kind !== 'allow-list' || accepted.kind !== 'allowed') return [];
      const { fileName } = standard;
      if (fileName === null) return [];
      const text = rewritten(standard, results);
      const outputs: Output[] = text === null ? [] : [{ kind: 'file', file: fileName, text }];
      if (isSilent) return outputs;
      const lines = [
        ...(text === null ? [] : [written(fileName, accepted.list)]),
        ...allowed(fileName, ruling.cells),
        ...gone(fileName, accepted.list, outcome),
      ];
      return [...outputs, { kind: 'text', text: lines.map((line) => `${line}\n`).join('') }];
    },
  };
}

function written(fileName: string, list: AllowList): string {
  const counts = callerKinds.flatMap((callers) => {
    const { size } = list[callers];
    const isNamed = CALLER_KINDS[callers].isDefault || size > 0;
    return isNamed ? [`${size} with ${callers} callers`] : [];
  });
  return `Wrote ${fileName}: signatures: ${counts.join(', ')}.`;
}

/** Whether the list suffices, as far as that is known. */
function allowed(fileName: string, cells: readonly RuledCell[]): readonly string[] {
  const suffices = cells.every(
    ({ ruling: { kind } }) => kind !== 'failed' && kind !== 'inconclusive',
  );
  const open = cells.flatMap(({ result, judged, ruling }) => {
    if (ruling.kind !== 'inconclusive' || judged.verdict.kind !== 'violated') return [];
    const who = `${result.design}, ${result.callers} callers, ${judged.property.id}`;
    const text = `${who}: everything found is allowed, but there may be more: ${ruling.why}`;
    return wrapText(text, columns(), '', '  ');
  });
  return [...(suffices ? [`Nothing is violated beyond what ${fileName} allows.`] : []), ...open];
}

/** Entries that were searched for and not found; none if less was searched than by default. */
function gone(
  fileName: string,
  list: AllowList,
  { plan, results }: ReportedResult,
): readonly string[] {
  if (!plan.isDefault) return [];
  const found = results.checked.map(({ result }) => result);
  const entries = goneFrom(list, found);
  if (entries.length === 0) return [];
  return [
    `No longer found, can be removed from ${fileName}:`,
    ...entries.map((entry) => `  ${entry}`),
  ];
}
