import { printable } from '../text/printable.ts';
import { type CheckReport, formatTotals } from './check-report.ts';
import { openCases } from './failed-cases.ts';

/** GitHub takes a summary of 1 MiB for each step; characters may take three bytes. */
const CHARACTERS_MAX = 300_000;

/** The summary of a step of GitHub Actions, in its Markdown: `cat FILE >> $GITHUB_STEP_SUMMARY`. */
export function formatGithubSummary(report: CheckReport): string {
  const rows = report.suites.map(
    ({ name, cases }) => `| ${cell(name)} | ${cell(formatTotals(cases))} |`,
  );
  const head = [
    `## iova-check ${report.version}`,
    '',
    ...(report.isFinished ? [] : ['**The check did not run to its end.**', '']),
    '| checked | cases |',
    '| --- | --- |',
    ...rows,
    '',
  ];
  const details = openCases(report).map(({ suite, one }) =>
    [
      `### ${text(one.name)}: ${one.outcome}, ${text(suite.name)}`,
      '',
      ...fenced(one.text),
      '',
    ].join('\n'),
  );
  const lines = [head.join('\n')];
  let room = CHARACTERS_MAX - (lines[0] as string).length;
  for (const [at, detail] of details.entries()) {
    room -= detail.length;
    if (room < 0) {
      lines.push(
        `${details.length - at} more cases are left out: the summary would be too long.\n`,
      );
      break;
    }
    lines.push(detail);
  }
  return lines.join('\n');
}

/** A block of code whose fence is longer than any in the text. */
function fenced(content: string): readonly string[] {
  const runs = content.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return [fence, printable(content).trimEnd(), fence];
}

function cell(content: string): string {
  return text(content).replaceAll('|', '\\|');
}

/** Text in which nothing is Markdown or HTML. */
function text(content: string): string {
  return printable(content)
    .replaceAll('\n', ' ')
    .replaceAll(/[\\`*_<>&[\]]/g, String.raw`\$&`);
}
