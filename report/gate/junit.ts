import { bySuite, type GateCase, type GateOutcome } from './gate-case.ts';
import { printable, printableLine } from '../text/printable.ts';

/**
 * Cases as JUnit XML. An inconclusive case is an `error`: it could not be decided. There are no
 * times in it, so that the same verdicts give the same document.
 */
export function formatJunit(cases: readonly GateCase[]): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="iova-check"${formatCounts(cases)}>`,
  ];
  for (const [name, some] of bySuite(cases)) {
    lines.push(`  <testsuite name="${escapeLine(name)}"${formatCounts(some)}>`);
    for (const one of some) {
      const names = `classname="${escapeLine(name)}" name="${escapeLine(one.name)}"`;
      const body = bodyOf(one);
      if (body === null) lines.push(`    <testcase ${names}/>`);
      else lines.push(`    <testcase ${names}>`, `      ${body}`, '    </testcase>');
    }
    lines.push('  </testsuite>');
  }
  lines.push('</testsuites>', '');
  return lines.join('\n');
}

function formatCounts(cases: readonly GateCase[]): string {
  const count = (outcome: GateOutcome): number =>
    cases.filter((one) => one.outcome === outcome).length;
  const failures = `failures="${count('failed')}" errors="${count('inconclusive')}"`;
  return ` tests="${cases.length}" ${failures} skipped="${count('skipped')}"`;
}

/** What is in a test case; null: nothing. */
function bodyOf({ outcome, text }: GateCase): string | null {
  const message = escapeLine(printable(text).split('\n', 1)[0] ?? '');
  switch (outcome) {
    case 'passed':
      return text === '' ? null : `<system-out>${escape(text)}</system-out>`;
    case 'failed':
      return `<failure message="${message}">${escape(text)}</failure>`;
    case 'inconclusive':
      return `<error message="inconclusive: ${message}">${escape(text)}</error>`;
    case 'skipped':
      return `<skipped message="${escapeLine(text)}"/>`;
  }
}

function escapeLine(text: string): string {
  return escape(printableLine(text)).replaceAll('"', '&quot;');
}

/** `>` as well: a text must not contain "]]>". */
function escape(text: string): string {
  return printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
