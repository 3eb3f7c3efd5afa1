import type { Explanation } from '../../explore/explaining/explain-run.ts';
import type { Run } from '../../explore/run/run.ts';
import { formatNames } from '../../explore/run/run.ts';
import { formatScope, spaceOf } from '../../explore/run/scope.ts';
import type { ReplayStep } from '../../explore/world/replay.ts';
import { costOf } from '../../explore/world/execution.ts';
import { CallNames } from '../counterexample/call-names.ts';
import { callsInC } from '../counterexample/calls-in-c.ts';
import { explanationTexts } from '../counterexample/explanation-lines.ts';
import { withPageNames } from '../counterexample/page-name.ts';
import { callSequence } from '../story/call-sequence.ts';
import { pageCalls } from './page-calls.ts';
import type { PageBreach, PageExplanation, PageLength, PageRun } from './page-document.ts';
import { pageSteps } from './page-steps.ts';
import type { TextTable } from './text-table.ts';

/** A run that was replayed, and what else is known of it. */
export interface PagedRun {
  readonly id: string;
  readonly run: Run;
  readonly steps: readonly ReplayStep[];
  /** How its replay ended, in a sentence; empty: nobody asked. */
  readonly ending: string;
  /** Not if it cannot be followed, or shows something other than it says. */
  readonly isAsSaid: boolean;
  readonly known: string;
  readonly file: string | null;
  /** What decided it, and the id of the run beside it that passes; null: nobody explained it. */
  readonly explained: {
    readonly explanation: Explanation;
    readonly neighbour: string | null;
  } | null;
}

/** What the page shows of a run. New texts go into the table. */
export function pageRun(paged: PagedRun, table: TextTable): PageRun {
  const { id, run, steps, ending, isAsSaid, known, file } = paged;
  const space = spaceOf(run.scope);
  const names = new CallNames(run.actions);
  const inNames = (sentence: string): string => names.inSentence(withPageNames(sentence, space));
  const breachOf = ({ property, signature, why }: PageBreach): PageBreach => ({
    property,
    signature,
    why: inNames(why),
  });
  const breaches = steps.flatMap((step) => step.breaches);
  const shown = breaches.find(({ signature }) => signature === run.expect?.signature);
  const breach = shown ?? breaches[0] ?? null;
  const lanes = lanesOf(steps);
  const calls = pageCalls(steps, lanes, names, space);
  return {
    id,
    design: formatNames(run),
    callers: run.scope.callers,
    breach: breach === null ? null : breachOf(breach),
    ending,
    isAsSaid,
    note: run.note ?? '',
    known,
    length: lengthOf(steps),
    scope: formatScope(run.scope),
    file,
    space: { pages: space.topPfn - space.startPfn + 1, line: space.dma32 - space.startPfn },
    deferral: deferralOf(steps),
    lanes,
    calls,
    ...pageSteps({ run, steps, lanes, calls, names, space, breachOf }, table),
    inC: callsInC(callSequence(steps), names, space, run.scope),
    explanation: breach === null ? null : explanationOf(paged, breach.property),
  };
}

function explanationOf({ explained }: PagedRun, property: string): PageExplanation | null {
  if (explained === null) return null;
  const { explanation, neighbour } = explained;
  const texts = explanationTexts(explanation, property);
  const textOf = (wanted: string): string =>
    texts.find(({ label }) => label === wanted)?.text ?? '';
  return {
    decided: textOf('decided'),
    instead: textOf('instead'),
    step: explanation.kind === 'decided' ? explanation.action : null,
    neighbour,
  };
}

const ORDER = ['cpu', 'irq', 'hotplug', 'teardown', 'worker', 'timer', 'trim'];

/** CPUs each with its interrupt, then workers and timers; those that act. */
function lanesOf(steps: readonly ReplayStep[]): readonly string[] {
  const lanes = new Set(steps.flatMap(({ action }) => ('on' in action ? [action.on] : [])));
  const rank = (lane: string): number => {
    const [, kind = '', number = ''] = /^(?<kind>\D+)(?<number>\d*)$/.exec(lane) ?? [];
    const place = ORDER.indexOf(kind);
    // Neighbours: cpu0, irq0, cpu1, irq1.
    return place < 2 ? Number(number) * 2 + place : 100 + place * 100 + Number(number);
  };
  return [...lanes].toSorted((a, b) => rank(a) - rank(b));
}

function lengthOf(steps: readonly ReplayStep[]): PageLength {
  const actions = steps.map(({ action }) => action);
  const refused = steps.flatMap(({ facts }) =>
    facts.filter((fact) => fact.kind === 'memory' && !fact.granted),
  );
  return costOf(actions, refused.length);
}

function deferralOf(steps: readonly ReplayStep[]): PageRun['deferral'] {
  const does = (kind: string): boolean =>
    steps.some(({ facts }) => facts.some((fact) => fact.kind === kind));
  if (does('listed')) return 'on a list';
  return does('deferred') ? 'marked in place' : null;
}
