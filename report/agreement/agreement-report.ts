import type { Agreement, AgreementCounts } from '../../explore/agreement/agree.ts';
import { COURSE_KINDS, type CourseKind } from '../../explore/agreement/course.ts';
import type { Sides } from '../../explore/checking/comparison.ts';
import { type TreeMemory, treeVersionOf } from '../../port/tree-memory.ts';
import type { Conclusion } from '../conclusion/conclusion.ts';
import type { Ending } from '../conclusion/ending.ts';
import { alignColumns } from '../text/align-columns.ts';
import { wrapText } from '../text/wrap-text.ts';
import { differenceText } from './difference-text.ts';

/**
 * Whether two designs agree, and how much was compared, as text.
 * @param named as on the command line
 * @param memory of all that was compared
 */
export function agreementEnding(
  named: Sides<string>,
  agreement: Agreement,
  memory: TreeMemory,
): Ending {
  const { counts, difference } = agreement;
  const lines = [`A: ${named.A}`, `B: ${named.B}`, ...decides(memory), ...table(counts), ''];
  if (difference !== null) {
    lines.push(...wrapText(`First met in ${difference.from}; made simple since.`, 100));
    lines.push(...differenceText(difference.played));
  } else {
    lines.push(callsIn(counts) === 0 ? 'Nothing was compared.' : 'They agree.');
  }
  return { says: lines.join('\n'), conclusion: concludeAgreement(agreement) };
}

function decides(memory: TreeMemory): readonly string[] {
  const version = treeVersionOf(memory);
  if (version === null) return [];
  return [`memory=${memory}: a store asks for memory as the maple tree of Linux ${version} does`];
}

/** The `--json` document, in one line; `version` is that of its shape. */
export function agreementDocument(
  named: Sides<string>,
  agreement: Agreement,
  memory: TreeMemory,
): string {
  const { counts, difference } = agreement;
  const document = {
    version: 1,
    ...named,
    memory,
    conclusion: concludeAgreement(agreement),
    compared: counts,
    difference: difference === null ? null : { from: difference.from, ...difference.played },
  };
  return `${JSON.stringify(document)}\n`;
}

/** Where no call was compared, nothing is known. */
function concludeAgreement({ counts, difference }: Agreement): Conclusion {
  if (difference !== null) return 'violated';
  return callsIn(counts) === 0 ? 'inconclusive' : 'ok';
}

function callsIn(counts: Agreement['counts']): number {
  return COURSE_KINDS.reduce((sum, kind) => sum + counts[kind].calls, 0);
}

const COLUMNS: readonly (readonly [title: string, of: (counts: AgreementCounts) => number])[] = [
  ['runs', ({ courses }) => courses],
  ['calls', ({ calls }) => calls],
  ['object', ({ requests }) => requests.object],
  ['store', ({ requests }) => requests.store],
  ['erase', ({ requests }) => requests.erase],
  ['refused', ({ refused }) => refused],
  ['changes', ({ changes }) => changes],
  ['defers', ({ deferrals }) => deferrals],
  ['returns', ({ givenBack }) => givenBack],
  ['works', ({ works }) => works],
  ['logs', ({ lines }) => lines],
];

/** How much was compared, by where it comes from. */
function table(counts: Readonly<Record<CourseKind, AgreementCounts>>): readonly string[] {
  const rows = COURSE_KINDS.map((kind) => [
    kind,
    ...COLUMNS.map(([, of]) => String(of(counts[kind]))),
  ]);
  return alignColumns([['', ...COLUMNS.map(([title]) => title)], ...rows]);
}
