import { knownProperties } from '../../model/properties/all.ts';
import type { PageDocument, PageRun } from './page-document.ts';
import { type PagedRun, pageRun } from './page-run.ts';
import { textTable } from './text-table.ts';

/** What a page is made of. */
export interface PageContents extends Pick<PageDocument, 'title' | 'matrix' | 'plots'> {
  /** The version of iova-check. */
  readonly version: string;
  readonly runs: readonly PagedRun[];
}

/** The document of a page. */
export function pageDocumentOf(contents: PageContents): PageDocument {
  const { version, title, matrix, plots } = contents;
  const table = textTable();
  const runs = contents.runs.map((run) => pageRun(run, table));
  const named = new Set(runs.flatMap(propertiesIn));
  const sentences = knownProperties.flatMap(({ id, sentence }) =>
    named.has(id) ? [[id, sentence] as const] : [],
  );
  return {
    format: 'iova-check page',
    version: 1,
    tool: `iova-check ${version}`,
    title,
    texts: table.texts,
    properties: Object.fromEntries(sentences),
    matrix,
    runs,
    plots,
  };
}

function propertiesIn({ steps }: PageRun): readonly string[] {
  return steps.flatMap(({ breaks = [], witnessed = [] }) => [
    ...breaks.map(({ property }) => property),
    ...witnessed,
  ]);
}
