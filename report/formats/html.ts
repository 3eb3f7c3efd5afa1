import type { Run } from '../../explore/run/run.ts';
import type { PageMatrix, PageMatrixCell } from '../page/page-document.ts';
import { pageDocumentOf } from '../page/page-document-of.ts';
import { formatPage } from '../page/page-html.ts';
import type { PagedRun } from '../page/page-run.ts';
import { readViewer } from '../page/read-viewer.ts';
import {
  casesOf,
  type CheckReport,
  type Finding,
  type ReportedCase,
  verdictOf,
} from './check-report.ts';

/** The report as an interactive page: a matrix, and each run step by step. */
export function formatHtml(report: CheckReport): string {
  const findings = casesOf(report).flatMap((one) => one.findings);
  const ids = new Map(findings.map((finding, at) => [finding, idOf(finding.run, at)]));
  const title = report.isFinished ? verdictOf(report) : 'not finished';
  return formatPage(
    pageDocumentOf({
      version: report.version,
      title: `Check: ${title}`,
      matrix: matrixOf(report, ids),
      runs: findings.map((finding) => pagedRun(finding, ids.get(finding) as string)),
      plots: [],
    }),
    readViewer(),
  );
}

/** A name for links: stable as long as the report finds the same. */
function idOf({ design, scope, expect }: Run, at: number): string {
  const words = [String(at + 1), design, scope.callers, expect?.property ?? ''].join('-');
  return words.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

function pagedRun({ run, steps, known, file, explanation }: Finding, id: string): PagedRun {
  const explained = explanation === null ? null : { explanation, neighbour: null };
  return { id, run, steps, ending: '', isAsSaid: true, known, file, explained };
}

function matrixOf({ suites }: CheckReport, ids: ReadonlyMap<Finding, string>): PageMatrix {
  const names = [...new Set(suites.flatMap(({ cases }) => cases.map(({ name }) => name)))];
  return {
    columns: suites.map(({ name, exhausted }) => ({ name, exhausted })),
    rows: names.map((name) => ({
      name,
      cells: suites.map(({ cases }) => {
        const found = cases.find((one) => one.name === name);
        return found === undefined ? null : cellOf(found, ids);
      }),
    })),
  };
}

function unviolatedText(outcome: PageMatrixCell['outcome'], line: string): string {
  if (line === '') return outcome;
  return outcome === 'passed' ? `holds; ${line}` : line;
}

function cellOf(
  { outcome, text, findings }: ReportedCase,
  ids: ReadonlyMap<Finding, string>,
): PageMatrixCell {
  const [line = ''] = text.split('\n', 1);
  const violated = `violated in ${findings.length} ${findings.length === 1 ? 'way' : 'ways'}:`;
  return {
    outcome,
    text: findings.length === 0 ? unviolatedText(outcome, line) : violated,
    runs: findings.map((finding) => ids.get(finding) as string),
  };
}
