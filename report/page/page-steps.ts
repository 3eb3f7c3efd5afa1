import type { Run } from '../../explore/run/run.ts';
import type { ReplayStep } from '../../explore/world/replay.ts';
import type { Space } from '../../model/call.ts';
import { hasRole } from '../../model/role.ts';
import type { CallNames } from '../counterexample/call-names.ts';
import { effectText } from '../counterexample/effect-text.ts';
import { eventText } from '../counterexample/event-text.ts';
import { rangeName, withPageNames } from '../counterexample/page-name.ts';
import { firstLedger } from '../story/first-ledger.ts';
import { pageSpans } from '../story/page-span.ts';
import { isSingleRefusal } from '../story/single-refusal.ts';
import { stepEffects } from '../story/step-effects.ts';
import type { PageBreach, PageCall, PageChange, PageRun, PageStep } from './page-document.ts';
import { changedSpans, paintedSpans } from './painted-spans.ts';
import { firstTally, type RunState, runState, type RunTally, tallyAfter } from './run-state.ts';
import type { TextTable } from './text-table.ts';

/** A run in parts. */
interface Parts {
  readonly run: Run;
  readonly steps: readonly ReplayStep[];
  readonly lanes: readonly string[];
  readonly calls: readonly PageCall[];
  readonly names: CallNames;
  readonly space: Space;
  readonly breachOf: (breach: PageBreach) => PageBreach;
}

/** The states of a run: the first one, and what each step changes. */
export function pageSteps(
  parts: Parts,
  table: TextTable,
): Pick<PageRun, 'fields' | 'first' | 'steps'> {
  const { run, steps, lanes, space } = parts;
  const reserving = new Set(
    steps.flatMap(({ action, call }) =>
      action.do === 'start' && hasRole(action.call, 'reserves') ? [call] : [],
    ),
  );
  const ledger = firstLedger(run.scope, steps[0]?.stock ?? []);
  const spansNow = (): ReturnType<typeof paintedSpans> =>
    paintedSpans(pageSpans(ledger), space, (call) => reserving.has(call));
  const stateNow = (tally: RunTally): RunState =>
    runState(ledger, tally, (range) => rangeName(range, space));
  let tally = firstTally(lanes, steps[0]?.nowJiffies ?? 0);
  const states = [stateNow(tally)];
  let spans = spansNow();
  const first: PageChange = { pages: spans };
  const told = steps.map((step) => {
    const effects = stepEffects(step, ledger).map((effect) => effectText(effect, space));
    tally = tallyAfter(tally, step, contextAfter(parts, step));
    states.push(stateNow(tally));
    const before = spans;
    spans = spansNow();
    const pages = changedSpans(before, spans);
    return { ...tellStep(parts, step, effects, table), ...(pages.length === 0 ? {} : { pages }) };
  });
  const fields = changingFields(states);
  const sets = states.map((state, at) => changesOf(fields, states[at - 1], state, table));
  return {
    fields,
    first: { ...first, ...sets[0] },
    steps: told.map((step, at) => ({ ...step, ...sets[at + 1] })),
  };
}

function tellStep(
  { lanes, names, space, breachOf }: Parts,
  step: ReplayStep,
  effects: readonly string[],
  table: TextTable,
): PageStep {
  const { action, call, at, line, facts, breaches, witnessed } = step;
  const logged = facts.flatMap((fact) =>
    fact.kind === 'logged' ? [table.idOf(names.inSentence(withPageNames(fact.cause, space)))] : [],
  );
  return {
    lane: 'on' in action ? lanes.indexOf(action.on) : -1,
    at: table.idOf(actionText(action, call, at, names, space)),
    ...(effects.length === 0 ? {} : { effect: table.idOf(effects.join(', ')) }),
    ...(line === null ? {} : { line }),
    ...(action.do === 'advance' ? { passesMs: action.byJiffies } : {}),
    ...(isSingleRefusal(step) ? { refused: true as const } : {}),
    ...(logged.length === 0 ? {} : { log: logged }),
    ...(breaches.length === 0 ? {} : { breaks: breaches.map(breachOf) }),
    ...(witnessed.length === 0 ? {} : { witnessed }),
  };
}

/** What is done: a call that begins, a step by its label, or what happens to all contexts. */
function actionText(
  action: ReplayStep['action'],
  call: number | null,
  at: string,
  names: CallNames,
  space: Space,
): string {
  const nothing = { effects: [], later: [] };
  switch (action.do) {
    case 'start': {
      const begun = { kind: 'call begun', call: action.call, number: call ?? 0 } as const;
      return eventText({ ...begun, ...nothing }, names, space);
    }
    case 'step':
      return at;
    case 'pressure':
      return bare(eventText({ kind: 'pressure turned', level: action.level }, names, space));
    case 'advance':
      return bare(eventText({ kind: 'time passed', jiffies: action.byJiffies }, names, space));
  }
}

/** "-- memory is back --" without the dashes. */
function bare(text: string): string {
  return text.replaceAll(/^-- | --$/g, '');
}

/** What the context of the step is in after it; null: it is of no context. */
function contextAfter({ calls }: Parts, { action, call, at, facts }: ReplayStep): string | null {
  if (action.do !== 'start' && action.do !== 'step') return null;
  const rests = facts.some(
    (fact) =>
      fact.kind === 'responded' ||
      ((fact.kind === 'work' || fact.kind === 'trim') && fact.state !== 'running'),
  );
  if (call === null) return rests || action.on === 'timer' ? 'idle' : `after ${at}`;
  if (rests && facts.some((fact) => fact.kind === 'responded')) return 'idle';
  const { text = '' } = calls[call] ?? {};
  return action.do === 'start' ? `${text}: not begun` : `${text}: after ${at}`;
}

/** The parts of the state that a reader needs: memory, and what changes. */
function changingFields(states: readonly RunState[]): readonly string[] {
  const [first = new Map<string, string>()] = states;
  return [...first.keys()].filter(
    (field) => field === 'memory' || states.some((state) => state.get(field) !== first.get(field)),
  );
}

function changesOf(
  fields: readonly string[],
  before: RunState | undefined,
  after: RunState,
  table: TextTable,
): Pick<PageChange, 'set'> {
  const set = fields.flatMap((field, index) => {
    const value = after.get(field) ?? '';
    return value === before?.get(field) ? [] : [[index, table.idOf(value)] as const];
  });
  return set.length === 0 ? {} : { set };
}
