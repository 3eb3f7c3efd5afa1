import type { Design } from '../impl/designs/design.ts';
import type { Property } from '../model/property.ts';
import { type CheckOptions, type CheckTask, planTasks } from './check-plan.ts';
import type { Findings } from './check-task.ts';
import { compareCost, type Execution } from './execution.ts';
import { formatScope, type Scope } from './scope.ts';
import type { DesignResult, Verdict, ViolationClass } from './verdict.ts';

/** Who does the tasks. */
export interface Doer {
  /** How many tasks it does at once. */
  readonly jobs: number;
  doTask(task: CheckTask): Promise<Findings>;
  /** Shrinks runs that show the signature; returns the simplest. */
  shrink(signature: string, runs: readonly Execution[]): Promise<Execution>;
}

/** How far a check has come. */
export interface Progress {
  readonly tasksDone: number;
  readonly tasks: number;
  readonly signatures: number;
}

/** Most runs of one signature that are shrunk: different beginnings reach different ends. */
const SHRUNK_PER_SIGNATURE = 3;

interface Outcome {
  readonly task: CheckTask;
  readonly findings: Findings;
}

/** Checks one design under one kind of callers: tasks in parallel, results merged in task order. */
export async function checkDesign(
  design: Design,
  properties: readonly Property[],
  options: CheckOptions,
  doer: Doer,
  onProgress: (progress: Progress) => void,
): Promise<DesignResult> {
  const startedMs = performance.now();
  const tasks = planTasks(options);
  const lateMs = startedMs + (options.seconds ?? Infinity) * 1000;
  const done = await doAll(tasks, doer, lateMs, onProgress);
  const classes = await simplest(done, doer);
  const sum = (of: (findings: Findings) => number): number =>
    done.reduce((total, { findings }) => total + of(findings), 0);
  return {
    design: design.name,
    policy: design.policy,
    callers: options.callers,
    verdicts: properties.map((property) => ({
      property,
      verdict: judge(property, design, done, classes, tasks.length - done.length),
    })),
    unrepeated:
      done.find(({ findings }) => findings.unrepeated !== null)?.findings.unrepeated ?? null,
    stats: {
      runs: sum((findings) => findings.runs),
      actions: sum((findings) => findings.actions),
      states: sum((findings) => findings.states),
      seconds: (performance.now() - startedMs) / 1000,
    },
  };
}

/** Does the tasks, `doer.jobs` at a time; none is begun after `lateMs`. In order of the tasks. */
async function doAll(
  tasks: readonly CheckTask[],
  doer: Doer,
  lateMs: number,
  onProgress: (progress: Progress) => void,
): Promise<readonly Outcome[]> {
  const outcomes: (Outcome | undefined)[] = tasks.map(() => undefined);
  const signatures = new Set<string>();
  let begun = 0;
  let tasksDone = 0;
  const doSome = async (): Promise<void> => {
    while (begun < tasks.length && performance.now() < lateMs) {
      const at = begun;
      begun += 1;
      const task = tasks[at] as CheckTask;
      // One after the other: each of these loops is one job.
      // oxlint-disable-next-line no-await-in-loop
      const findings = await doer.doTask(task);
      outcomes[at] = { task, findings };
      tasksDone += 1;
      for (const [signature] of findings.found) signatures.add(signature);
      onProgress({ tasksDone, tasks: tasks.length, signatures: signatures.size });
    }
  };
  await Promise.all(Array.from({ length: doer.jobs }, doSome));
  return outcomes.filter((outcome) => outcome !== undefined);
}

/** Of each signature the simplest run: of a search of states as it is, of random runs shrunk. */
async function simplest(
  outcomes: readonly Outcome[],
  doer: Doer,
): Promise<ReadonlyMap<string, ViolationClass>> {
  const exhausted = new Map<string, Execution>();
  const random = new Map<string, Execution[]>();
  for (const { task, findings } of outcomes) {
    const toShrink = task.kind === 'random' ? findings.found : findings.hangs;
    for (const [signature, run] of toShrink) {
      random.set(signature, [...(random.get(signature) ?? []), run]);
    }
    if (task.kind === 'random') continue;
    for (const [signature, run] of findings.found) {
      if (isSimpler(run, exhausted.get(signature))) exhausted.set(signature, run);
    }
  }
  const shrunk = await Promise.all(
    [...random].map(async ([signature, runs]) => {
      const first = runs.toSorted((a, b) => compareCost(a.cost, b.cost));
      return doer.shrink(signature, first.slice(0, SHRUNK_PER_SIGNATURE));
    }),
  );
  const classes = new Map<string, ViolationClass>();
  [...random.keys()].forEach((signature, at) => {
    const execution = shrunk[at] as Execution;
    classes.set(signature, { signature, execution, shortest: false });
  });
  // Random runs make calls that the tiny scopes have not got: now and then they are simpler.
  for (const [signature, execution] of exhausted) {
    const other = classes.get(signature)?.execution;
    if (other === undefined || compareCost(execution.cost, other.cost) <= 0) {
      classes.set(signature, { signature, execution, shortest: true });
    }
  }
  return classes;
}

function isSimpler(run: Execution, than: Execution | undefined): boolean {
  return than === undefined || compareCost(run.cost, than.cost) < 0;
}

function judge(
  property: Property,
  design: Design,
  outcomes: readonly Outcome[],
  classes: ReadonlyMap<string, ViolationClass>,
  undone: number,
): Verdict {
  if (!property.appliesTo(design.traits)) return { kind: 'not-applicable' };
  let witnesses = 0;
  for (const { findings } of outcomes) witnesses += findings.witnesses[property.id] ?? 0;
  const broken = [...classes.values()].filter(({ signature }) =>
    signature.startsWith(`${property.id} `),
  );
  if (broken.length > 0) {
    broken.sort((a, b) => compareCost(a.execution.cost, b.execution.cost));
    return { kind: 'violated', classes: broken, witnesses };
  }
  const bound = boundOf(property, outcomes, witnesses, undone);
  if (bound !== null) return { kind: 'inconclusive', bound, witnesses };
  const scopes = searched(property, outcomes).map(({ task }) => formatScope(task.scope));
  return { kind: 'holds', by: `exhausted ${scopes.join('; ')}`, witnesses };
}

/** The searches of states that could have broken the property. */
function searched(property: Property, outcomes: readonly Outcome[]): readonly Outcome[] {
  const covers = (scope: Scope): boolean => !property.timed || scope.timers === 'exact';
  return outcomes.filter(({ task }) => task.kind === 'states' && covers(task.scope));
}

/** Why nothing can be concluded from finding nothing; null if something can. */
function boundOf(
  property: Property,
  outcomes: readonly Outcome[],
  witnesses: number,
  undone: number,
): string | null {
  if (undone > 0) return `time ran out with ${undone} pieces of work left`;
  const searches = searched(property, outcomes);
  if (searches.length === 0) {
    const runs = outcomes.reduce((total, { findings }) => total + findings.runs, 0);
    return `${runs} random runs, which prove nothing`;
  }
  const cut = searches.find(({ findings }) => findings.bound !== null);
  if (cut !== undefined) return `${cut.findings.bound} of ${formatScope(cut.task.scope)}`;
  const unending = outcomes.reduce((total, { findings }) => total + findings.unending, 0);
  if (unending > 0 && property.reads.includes('looped')) {
    return `in ${unending} random runs a context went on for so long that it may never end`;
  }
  const inScope = searches.some(({ findings }) => (findings.witnesses[property.id] ?? 0) > 0);
  if (inScope) return null;
  const where = witnesses > 0 ? 'only random runs met' : 'nothing met';
  return `${where} the situation it is about (${property.witness})`;
}
