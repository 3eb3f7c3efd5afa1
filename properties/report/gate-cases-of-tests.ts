import * as fc from 'fast-check';
import type { CheckReport, ReportedCase } from '../../report/formats/check-report.ts';

/** A case of a report that a test makes up, with the name of its suite. */
export interface GateCase extends Pick<ReportedCase, 'name' | 'outcome' | 'text'> {
  readonly suite: string;
}

/** The report with these cases; suites and cases keep their order. */
export function reportOfTests(cases: readonly GateCase[]): CheckReport {
  const suites = [...new Set(cases.map(({ suite }) => suite))].map((name) => ({
    name,
    subject: null,
    exhausted: [],
    cases: cases
      .filter(({ suite }) => suite === name)
      .map((one): ReportedCase => ({ ...one, property: null, findings: [] })),
  }));
  return { version: '0.0.0', isFinished: true, suites };
}

const LLIST = 'llist (flat-10ms), well-behaved callers';
const MAINLINE = 'mainline, careless callers';
const NOT_ABOUT = 'the property is not about this design';

/** Two suites with every outcome. */
export const gateCasesOfTests: readonly GateCase[] = [
  { suite: LLIST, name: 'OWN-1', outcome: 'passed', text: '' },
  {
    suite: LLIST,
    name: 'AVL-1',
    outcome: 'failed',
    text: 'violated: AVL-1 here\n\n  step\nok 1 a = alloc_iova()\n',
  },
  { suite: LLIST, name: 'AVL-2', outcome: 'inconclusive', text: '10 runs, which prove nothing' },
  { suite: LLIST, name: 'WIN-1', outcome: 'skipped', text: NOT_ABOUT },
  {
    suite: MAINLINE,
    name: 'OWN-3',
    outcome: 'passed',
    text: 'violated, as expected:\n  OWN-3 there',
  },
  { suite: MAINLINE, name: 'WIN-1', outcome: 'skipped', text: NOT_ABOUT },
];

/** Parts of reports, and what readers take for the end of a line. */
const HOSTILE = [
  'ok 1 x',
  'not ok 2 y',
  '# Subtest: z',
  'Subtest: z',
  'KTAP version 1',
  'TAP version 13',
  '1..7',
  '# SKIP',
  ' # SKIP why',
  'Bail out!',
  '#',
  '  ',
  '<b>',
  '&amp;',
  ']]>',
  '"',
  "'",
  '\n',
  '\r',
  '\r\n',
  '\v',
  '\f',
  '\u{1C}',
  '\u{1E}',
  '\u{85}',
  '\u{2028}',
  '\u{2029}',
  '\u{0}',
  '\u{1B}[31m',
  '\u{D800}',
  '\u{FFFE}',
  '\u{1F600}',
  '\t',
];

/** Cases with hostile texts: lines of reports, line ends, and characters that XML forbids. */
export const hostileCases: fc.Arbitrary<readonly GateCase[]> = fc.array(
  fc.record({
    suite: fc.constantFrom(LLIST, MAINLINE),
    name: fc.constantFrom('OWN-1', 'AVL-1', 'replay'),
    outcome: fc.constantFrom('passed', 'failed', 'inconclusive', 'skipped'),
    text: fc
      .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' })), { maxLength: 8 })
      .map((parts) => parts.join('')),
  }),
  { minLength: 1, maxLength: 8 },
);
