import { printable, printableLine } from '../text/printable.ts';
import type { CheckReport, ReportedCase } from './check-report.ts';
import { scopeLines } from './scope-lines.ts';

/**
 * The report as KTAP, version 1 (Documentation/dev-tools/ktap.rst), suites as nested tests, four
 * spaces deep: TAP parsers count no other depth. An inconclusive case is `not ok`, with the
 * directive ERROR.
 *
 *     KTAP version 1
 *     1..1
 *         KTAP version 1
 *         # Subtest: llist (flat-10ms), well-behaved callers
 *         1..2
 *         ok 1 OWN-1
 *         #   AVL-1 was broken: why
 *         not ok 2 AVL-1
 *     not ok 1 llist (flat-10ms), well-behaved callers
 */
export function formatKtap({ suites }: CheckReport): string {
  const lines = ['KTAP version 1', `1..${suites.length}`];
  suites.forEach((suite, at) => {
    const name = withoutHash(suite.name);
    const { cases } = suite;
    const inner = ['KTAP version 1', `# Subtest: ${name}`, `1..${cases.length}`];
    inner.push(...diagnostics(scopeLines(suite).join('\n')));
    inner.push(...cases.flatMap((one, index) => linesOf(one, index + 1)));
    lines.push(...inner.map((line) => `    ${line}`));
    const isOk = cases.every(({ outcome }) => outcome === 'passed' || outcome === 'skipped');
    lines.push(`${isOk ? 'ok' : 'not ok'} ${at + 1} ${name}`);
  });
  return `${lines.join('\n')}\n`;
}

/** The diagnostics of a case precede its result. */
function linesOf({ name, outcome, text }: ReportedCase, number: number): readonly string[] {
  const what = `${number} ${withoutHash(name)}`;
  switch (outcome) {
    case 'passed':
      return [...diagnostics(text), `ok ${what}`];
    case 'failed':
      return [...diagnostics(text), `not ok ${what}`];
    case 'inconclusive':
      return [...diagnostics(`inconclusive: ${text}`), `not ok ${what} # ERROR inconclusive`];
    case 'skipped':
      return [`ok ${what} # SKIP ${withoutHash(text)}`];
  }
}

/** Indented by more than one space: a line "# Subtest: x" would begin a nested test. */
function diagnostics(text: string): readonly string[] {
  if (text === '') return [];
  return printable(text)
    .trimEnd()
    .split('\n')
    .map((line) => `#   ${line}`.trimEnd());
}

/** A hash sign ends the name of a test. */
function withoutHash(text: string): string {
  return printableLine(text.replaceAll('#', ''));
}
