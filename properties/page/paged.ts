import { readFileSync } from 'node:fs';
import { readRun } from '../../explore/run/run-file.ts';
import { type ReplayStep, replay } from '../../explore/world/replay.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { propertiesWith } from '../../model/properties/all.ts';
import type { PageDocument, PageRun } from '../../report/page/page-document.ts';
import { pageDocumentOf } from '../../report/page/page-document-of.ts';

/** A run of the corpus in a page of its own, and the steps of its replay. */
export interface Paged {
  readonly document: PageDocument;
  readonly run: PageRun;
  readonly steps: readonly ReplayStep[];
}

/** @param name of the run file, without its ending */
export function paged(name: string, note: string | null = null): Paged {
  const file = `corpus/${name}.json`;
  const run = { ...readRun(readFileSync(file, 'utf8'), file), note };
  const design = knownDesigns.find((known) => known.name === run.design);
  if (design === undefined) throw new Error(`no design ${run.design}`);
  const steps: ReplayStep[] = [];
  const subject = twinSubject(design, propertiesWith(run.expect?.property ?? null));
  replay(subject, run, (step) => steps.push(step));
  const told = {
    id: name,
    run,
    steps,
    ending: '',
    isAsSaid: true,
    known: '',
    file,
    explained: null,
  };
  const contents = { version: '1.2.3', title: name, matrix: null, plots: [], runs: [told] };
  const document = pageDocumentOf(contents);
  return { document, run: document.runs[0] as PageRun, steps };
}
