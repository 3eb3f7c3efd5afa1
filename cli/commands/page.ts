import { basename } from 'node:path';
import { checkPolicy } from '../../explore/contract/policy-contract.ts';
import { blameFile } from '../../explore/loading/faulty-design.ts';
import { formatNames } from '../../explore/run/run.ts';
import { quietOutage } from '../../explore/studies/backoff/quiet-outage.ts';
import { measuredOrNull } from '../../explore/studies/backoff/unmeasurable.ts';
import { type ReplayStep, replay } from '../../explore/world/replay.ts';
import { designNames } from '../../impl/twin/twin-subject.ts';
import { gravest } from '../../report/conclusion/conclusion.ts';
import type { PagePlot } from '../../report/page/page-document.ts';
import { pageDocumentOf } from '../../report/page/page-document-of.ts';
import { formatPage, PAGE_BEGINS } from '../../report/page/page-html.ts';
import { type PolicyInPlots, policyPlots } from '../../report/page/policy-plots.ts';
import type { PagedRun } from '../../report/page/page-run.ts';
import { readViewer } from '../../report/page/read-viewer.ts';
import { formatReplayFlags } from '../../report/reporters/replay-flags.ts';
import type { ExpectedMatrix } from '../../report/verdicts/expected.ts';
import { knownOf } from '../../report/verdicts/known-signature.ts';
import { corpusFiles } from '../files/corpus-files.ts';
import { readExpectedFile } from '../files/expected-file.ts';
import { type DesignFlags, readRunOnDesign, type RunOnDesign } from '../files/run-on-design.ts';
import { requireOurs, requireWritable, writeText } from '../files/text-files.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';
import { print } from '../process/standard-output.ts';
import { VERSION } from '../process/version.ts';
import { type ReplayedFile, replayOne } from './replay-one.ts';

/** Where the page goes, and on which design the runs are tried. */
type PageFlags = DesignFlags & { readonly out: string };

/**
 * `iova-check page FILE... --out FILE.html`: writes a page that shows each run step by step. It
 * says, and ends, as `replay` does.
 */
export async function pageCommand(files: readonly string[], flags: PageFlags): Promise<ExitCode> {
  const { out } = flags;
  requireWritable(out);
  requireOurs(out, 'page', (text) => text === '' || PAGE_BEGINS.test(text));
  const reads: RunOnDesign[] = [];
  for (const file of files.length > 0 ? files : corpusFiles()) {
    reads.push(await readRunOnDesign(file, flags));
  }
  const expected = readExpectedFile();
  const ids = idsOf(reads.map(({ file }) => file));
  const replayed = reads.map((read) => replayOne(read));
  const runs = replayed.flatMap((one, at) =>
    pagedRuns(reads[at] as RunOnDesign, one, ids[at] as string, expected),
  );
  const title = reads.length === 1 ? titleOf(runs[0] as PagedRun) : `${reads.length} runs`;
  const document = pageDocumentOf({
    version: VERSION,
    title,
    matrix: null,
    runs,
    plots: await plotsOf(reads),
  });
  writeText(out, formatPage(document, readViewer()));
  const endings = replayed.map(({ ending }) => ending);
  const odd = endings.filter(({ conclusion }) => conclusion !== 'ok');
  for (const { says } of odd) print(`${says}\n`);
  print(`${out}: ${reads.length === 1 ? 'a run' : `${reads.length} runs`}, step by step\n`);
  return EXIT[gravest(endings.map(({ conclusion }) => conclusion))];
}

/** What the retry policies of the designs cost. */
async function plotsOf(reads: readonly RunOnDesign[]): Promise<readonly PagePlot[]> {
  const policies = new Map<string, PolicyInPlots>();
  for (const { design, ref } of reads) {
    const { policy } = design;
    const name = formatNames(designNames(design));
    if (policy === null || policies.has(name)) continue;
    const measured = blameFile(ref, () => ({
      delaysJiffies: checkPolicy(policy).delaysJiffies,
      quiet: measuredOrNull(() => quietOutage(design)),
    }));
    policies.set(name, { name, ...measured });
  }
  return policyPlots([...policies.values()]);
}

/** Names for links: those of the files, with a number where two are the same. */
function idsOf(files: readonly string[]): readonly string[] {
  const stems = files.map((file) => {
    const stem = basename(file).replace(/\.json$/, '');
    return stem.replaceAll(/[^A-Za-z0-9-]+/g, '-') || 'run';
  });
  return stems.map((stem, at) => {
    const earlier = stems.slice(0, at).filter((other) => other === stem).length;
    return earlier === 0 ? stem : `${stem}-${earlier + 1}`;
  });
}

function titleOf({ run }: PagedRun): string {
  return `${run.design}: ${run.expect?.signature ?? 'nothing is broken'}`;
}

/** The run of a file, and the one beside it that passes. */
function pagedRuns(
  { file, ref, run: asked }: RunOnDesign,
  { run, steps, subject, explanation, ending }: ReplayedFile,
  id: string,
  expected: ExpectedMatrix,
): readonly PagedRun[] {
  const signature = run.expect?.signature ?? '';
  const known = knownOf(expected, { design: run.design, callers: run.scope.callers }, signature);
  const neighbour = explanation?.kind === 'decided' ? `${id}-passing` : null;
  const paged: PagedRun = {
    id,
    run,
    steps,
    ending: ending.says.replaceAll(/\s*\n\s*/g, ' '),
    isAsSaid: ending.conclusion !== 'run',
    known: known.map((entry) => entry.known.what).join(' Or: '),
    file: `${file}${formatReplayFlags(ref, asked)}`,
    explained: explanation === null ? null : { explanation, neighbour },
  };
  if (explanation?.kind !== 'decided' || neighbour === null) return [paged];
  const passing: ReplayStep[] = [];
  blameFile(ref, () => replay(subject, explanation.neighbour, (step) => passing.push(step)));
  const beside: PagedRun = {
    id: neighbour,
    run: explanation.neighbour,
    steps: passing,
    ending: '',
    isAsSaid: true,
    known: '',
    file: null,
    explained: null,
  };
  return [paged, beside];
}
