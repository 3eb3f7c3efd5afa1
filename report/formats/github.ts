import { printable } from '../text/printable.ts';
import type { CheckReport } from './check-report.ts';
import { openCases, placeOf, firstLineOf } from './failed-cases.ts';

/** GitHub shows ten annotations of a kind at most; the summary has all. */
const ANNOTATIONS_MAX = 10;

/**
 * Workflow commands of GitHub Actions: an `error` for each failed case, a `warning` for each
 * inconclusive one, at most ten of each, and a `notice` if there are more. To be printed by a step,
 * as `cat FILE`.
 */
export function formatGithub(report: CheckReport): string {
  const lines: string[] = [];
  for (const [command, wanted] of [
    ['error', 'failed'],
    ['warning', 'inconclusive'],
  ] as const) {
    const some = openCases(report).filter(({ one }) => one.outcome === wanted);
    for (const { suite, one } of some.slice(0, ANNOTATIONS_MAX)) {
      const title = property(`${one.name}: ${suite.name}`);
      const file = isFile(placeOf(suite)) ? `file=${property(placeOf(suite))},` : '';
      lines.push(`::${command} ${file}title=${title}::${data(firstLineOf(one))}`);
    }
    const more = some.length - ANNOTATIONS_MAX;
    if (more > 0) lines.push(`::notice title=iova-check::${data(`${more} more are ${wanted}`)}`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** A name with a slash or an ending is a file of the user's; others are built-in designs. */
function isFile(place: string): boolean {
  return /[/\\]|\.[cm]?[jt]s$/.test(place);
}

/** What stands after the second pair of colons. */
function data(text: string): string {
  return printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** The value of a property, which ends at a comma. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
