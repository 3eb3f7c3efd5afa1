import { findDifference } from '../../explore/agreement/agree.ts';
import type { Compared } from '../../explore/agreement/play-course.ts';
import { type CourseSetting, randomCourses } from '../../explore/agreement/random-courses.ts';
import { recordedCourses } from '../../explore/agreement/recorded-courses.ts';
import { courseOfRun } from '../../explore/agreement/run-course.ts';
import { type Courses, scriptCourses } from '../../explore/agreement/script-courses.ts';
import { loadDesign } from '../../explore/loading/load-design.ts';
import { readRecording } from '../../explore/recorded/read-recording.ts';
import type { Run } from '../../explore/run/run.ts';
import { SCOPE_DEFAULTS } from '../../explore/run/scope-defaults.ts';
import { formatScope, type Scope } from '../../explore/run/scope.ts';
import { parseScopes } from '../../explore/run/scope-text.ts';
import type { Design } from '../../impl/designs/design.ts';
import { agreementDocument, agreementEnding } from '../../report/agreement/agreement-report.ts';
import type { AgreeFlags } from '../arguments/agree-flags.ts';
import { sideRef } from '../arguments/side-ref.ts';
import { checkOwnTree } from '../files/own-tree.ts';
import { corpusRuns, recordingsToAgreeOn } from '../files/agreed-files.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';
import { UserError } from '../process/user-error.ts';
import { print } from '../process/standard-output.ts';
import { StatusLine } from '../process/status-line.ts';

const SCOPE = 'cpus=1,irqs=0,calls=3,pages=4,refusals=2';
/** A status line is written once in so many courses. */
const SHOWN_ONE_IN = 500;

/** `iova-check agree A B`: whether two designs do the same in the same calls, made one by one. */
export async function agreeCommand(a: string, b: string, flags: AgreeFlags): Promise<ExitCode> {
  const named = { A: a, B: b };
  const scopes = scopesOf(flags.scope ?? SCOPE);
  const sides = { A: await compared(a), B: await compared(b) };
  const setting = settingOf(scopes);
  for (const { ref, design } of [sides.A, sides.B]) checkOwnTree(ref.design, design, scopes);
  const sources = [
    ...scopes.map(scriptCourses),
    corpusCourses(await runsOfCorpus(), setting),
    recordingCourses(recordingsToAgreeOn(flags.recordings), setting),
    randomCourses(flags.runs, flags.seed ?? 1, setting),
  ];
  const line = new StatusLine();
  const agreement = findDifference(sides, sources, (done) => {
    if (done % SHOWN_ONE_IN === 0 && line.isVisible) line.show(`${done} runs compared`);
  });
  line.clear();
  const { says, conclusion } = agreementEnding(named, agreement, setting.memory);
  print(flags.json === true ? agreementDocument(named, agreement, setting.memory) : `${says}\n`);
  return EXIT[conclusion];
}

async function compared(name: string): Promise<Compared> {
  const ref = sideRef(name);
  return { ref, design: await loadDesign(ref) };
}

function scopesOf(text: string): readonly Scope[] {
  const scopes = parseScopes(text, { ...SCOPE_DEFAULTS, callers: 'careless' });
  const cached = scopes.find(({ magazine }) => magazine > 0);
  if (cached === undefined) return scopes;
  throw new UserError(
    `--scope: agree compares designs without caches, and the scope is ${formatScope(cached)}; ` +
      'leave magazine out',
  );
}

/** What everything but scripts has of the scopes: they have one memory, and the most fillers. */
function settingOf(scopes: readonly Scope[]): CourseSetting {
  const [{ memory }] = scopes as readonly [Scope, ...Scope[]];
  return { memory, fillers: Math.max(...scopes.map(({ fillers }) => fillers)) };
}

/** A run of the corpus, and its design. */
interface CorpusRun {
  readonly file: string;
  readonly run: Run;
  readonly design: Design;
}

/** The runs of the corpus, those with caches aside. */
async function runsOfCorpus(): Promise<readonly CorpusRun[]> {
  const runs: CorpusRun[] = [];
  for (const { file, run } of corpusRuns()) {
    if (run.scope.magazine > 0) continue;
    const { design: name, policy } = run;
    const design = await loadDesign({ design: name, policy }, { place: `${file}: ` });
    runs.push({ file, run, design });
  }
  return runs;
}

function* corpusCourses(runs: readonly CorpusRun[], { memory }: CourseSetting): Courses {
  for (const { file, design, run } of runs) {
    yield { kind: 'corpus', from: file, course: courseOfRun(design, run, memory) };
  }
}

/** The calls of recordings, of those with caches aside. */
function* recordingCourses(files: readonly string[], { memory }: CourseSetting): Courses {
  for (const file of files) {
    const recording = readRecording(file);
    if (!recording.rcache) yield* recordedCourses(recording, memory);
  }
}
