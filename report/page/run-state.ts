import type { ReplayStep } from '../../explore/world/replay.ts';
import type { Pressure } from '../../model/fact.ts';
import type { Ledger } from '../../model/ledger.ts';
import type { Range } from '../../model/range.ts';

/** What a state is besides pages, by the name of each part. */
export type RunState = ReadonlyMap<string, string>;

const MEMORY: Readonly<Record<Pressure, string>> = {
  none: 'enough',
  nodes: 'no tree nodes',
  all: 'none at all',
};

/** What the facts of a run say, and the ledger does not keep. */
export interface RunTally {
  readonly nowJiffies: number;
  readonly dueJiffies: number | null;
  /** Who holds the tree lock, in the order in which they took it. */
  readonly holders: readonly string[];
  readonly window: Range | null;
  /** Range objects that the run has allocated and not freed. */
  readonly objects: number;
  readonly logLines: number;
  /** What each context is in, after a step of it. */
  readonly contexts: ReadonlyMap<string, string>;
}

/** Before the first step. */
export function firstTally(lanes: readonly string[], nowJiffies: number): RunTally {
  return {
    nowJiffies,
    dueJiffies: null,
    holders: [],
    window: null,
    objects: 0,
    logLines: 0,
    contexts: new Map(lanes.map((lane) => [lane, 'idle'])),
  };
}

/** @param inCall what the context of the step is in after it; null: the step is of no context */
export function tallyAfter(
  before: RunTally,
  { facts, action, nowJiffies }: ReplayStep,
  inCall: string | null,
): RunTally {
  let { dueJiffies, window, objects, logLines } = before;
  let holders = before.holders;
  for (const fact of facts) {
    if (fact.kind === 'locked') holders = [...holders, fact.on];
    if (fact.kind === 'unlocked') holders = holders.filter((holder) => holder !== fact.on);
    if (fact.kind === 'work') dueJiffies = fact.dueJiffies;
    if (fact.kind === 'window') window = fact.span;
    if (fact.kind === 'object') objects += fact.event === 'allocated' ? 1 : -1;
    if (fact.kind === 'logged') logLines += 1;
  }
  const passed = action.do === 'advance' ? action.byJiffies : 0;
  const contexts =
    inCall === null || !('on' in action)
      ? before.contexts
      : new Map(before.contexts).set(action.on, inCall);
  return {
    nowJiffies: nowJiffies + passed,
    dueJiffies,
    holders,
    window,
    objects,
    logLines,
    contexts,
  };
}

/** @param nameOf the name of a range, as "[-1]" */
export function runState(
  ledger: Ledger,
  tally: RunTally,
  nameOf: (range: Range) => string,
): RunState {
  const { pressure, work, offline, deferred } = ledger;
  const { dueJiffies, holders, window, objects, logLines, nowJiffies } = tally;
  const due = dueJiffies === null || work !== 'armed' ? '' : `, due at ${dueJiffies} ms`;
  return new Map([
    ['memory', MEMORY[pressure]],
    ['clock', `${nowJiffies} ms`],
    ['deferred', deferred.length === 0 ? 'nothing' : deferred.map(nameOf).join(' ')],
    ['work', `${work}${due}`],
    ['tree lock', holders.length === 0 ? 'free' : `held by ${holders.join(', ')}`],
    ['window of deferred ranges', window === null ? 'empty' : nameOf(window)],
    ['range objects', String(objects)],
    ['log', logLines === 1 ? '1 line' : `${logLines} lines`],
    ['CPUs offline', offline.length === 0 ? 'none' : offline.join(', ')],
    ...tally.contexts,
  ]);
}
