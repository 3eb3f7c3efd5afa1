import { assert } from '../../model/assert.ts';
import { PAGE_BEGINS } from '../page/page-html.ts';
import type { CheckReport } from './check-report.ts';
import type { FormatName } from './format-names.ts';
import { formatGithub } from './github.ts';
import { formatGithubSummary } from './github-summary.ts';
import { formatGitlab } from './gitlab.ts';
import { formatHtml } from './html.ts';
import { formatItf } from './itf.ts';
import { formatReportJson } from './json.ts';
import { formatJunit } from './junit.ts';
import { formatKtap } from './ktap.ts';
import { formatMail } from './mail.ts';
import { formatPatchwork } from './patchwork.ts';
import { formatSarif } from './sarif.ts';

/** A format of `--report FORMAT=FILE`. */
export interface ReportFormat {
  readonly name: FormatName;
  /** What reads it, for the help. */
  readonly readers: string;
  readonly write: (report: CheckReport) => string;
  /** Whether a file begins as this format does: such a file may be overwritten. */
  readonly begins: RegExp;
}

/** All formats, in the order of the help. */
export const reportFormats: readonly ReportFormat[] = [
  {
    name: 'json',
    readers: 'programs, by schemas/report-1.json',
    write: formatReportJson,
    begins: /^\{\n {2}"format": "iova-check report"/,
  },
  {
    name: 'html',
    readers: 'browsers: one file with every run, step by step',
    write: formatHtml,
    begins: PAGE_BEGINS,
  },
  { name: 'junit', readers: 'CI systems', write: formatJunit, begins: /^<\?xml/ },
  {
    name: 'ktap',
    readers: "the kernel's kunit.py, TAP readers",
    write: formatKtap,
    begins: /^KTAP/,
  },
  {
    name: 'github',
    readers: 'GitHub Actions, as annotations',
    write: formatGithub,
    begins: /^::(?:error|warning|notice) /,
  },
  {
    name: 'github-summary',
    readers: 'GitHub Actions, as the summary of a step',
    write: formatGithubSummary,
    begins: /^## iova-check /,
  },
  {
    name: 'gitlab',
    readers: 'GitLab, as code quality',
    write: formatGitlab,
    begins: /^\[(?:\]\n$|\n {2}\{\n {4}"description": )/,
  },
  {
    name: 'sarif',
    readers: 'code scanning and editors',
    write: formatSarif,
    begins: /^\{\n {2}"\$schema": "[^"]*sarif/,
  },
  {
    name: 'itf',
    readers: 'trace viewers of Apalache and Quint',
    write: formatItf,
    begins: /^\{\n {2}"#meta": /,
  },
  { name: 'mail', readers: 'people, on a list', write: formatMail, begins: /^Subject: iova: / },
  {
    name: 'patchwork',
    readers: 'Patchwork, as a check',
    write: formatPatchwork,
    begins: /^\{\n {2}"state": /,
  },
];

/** The format of that name. */
export function formatNamed(name: FormatName): ReportFormat {
  const format = reportFormats.find((one) => one.name === name);
  assert(format !== undefined, `${name} has no format`);
  return format;
}
