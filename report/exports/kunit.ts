import { GRANULE, spaceOf } from '../../explore/run/scope.ts';
import { formatNames, type Run } from '../../explore/run/run.ts';
import type { ReplayStep } from '../../explore/world/replay.ts';
import type { Call } from '../../model/call.ts';
import type { Pressure } from '../../model/fact.ts';
import { knownProperties } from '../../model/properties/all.ts';
import type { Range } from '../../model/range.ts';
import { hasRole } from '../../model/role.ts';
import { originOf } from '../../port/call-origin.ts';
import { CallNames } from '../counterexample/call-names.ts';
import { callInC } from '../counterexample/call-in-c.ts';
import { getsRange } from '../counterexample/gets-range.ts';
import type { CallResult, Remarks, SequenceEntry, Stop } from '../story/call-sequence.ts';
import { runStory } from '../story/run-story.ts';
import { hex } from '../text/hex.ts';
import { wrapText } from '../text/wrap-text.ts';

/** What an export is made from. */
export interface ExportedRun {
  readonly run: Run;
  readonly steps: readonly ReplayStep[];
  /** What went wrong, in a sentence. */
  readonly why: string;
}

/** Pages are hexadecimal in C. */
export function inHex(sentence: string): string {
  return sentence.replaceAll(/\b\d{5,}\b/g, (number) => hex(Number(number)));
}

/** The kernel's width of a line, a tab being eight columns. */
const COLUMNS = 92;

/** The hooks that a tree must offer: a test cannot refuse memory or run a work by itself. */
const HOOKS = [
  'iova_test_fail_next(at): the next request for memory at that place fails',
  'iova_test_pressure(level): from now on requests of that kind fail: "nodes", "all" or "none"',
  'iova_test_run_work(iovad): runs the deferred work to its end, now',
  'iova_test_wait(ms): so many milliseconds pass',
  'iova_test_fill_caches(iovad, n): CPU 0 allocates n pages, and frees them into its cache',
];

/**
 * The run as a case of KUnit: its calls in order, with what each should come back with. What a test
 * cannot force, as another context in the middle of a call, stands in comments at its place.
 * @param version that of iova-check
 */
export function exportKunit(exported: ExportedRun, version: string): string {
  const { run, steps, why } = exported;
  const story = runStory(run, steps, knownProperties);
  const names = new CallNames(run.actions);
  const id = run.expect?.property ?? 'run';
  const fn = `iova_${id.toLowerCase().replace('-', '_')}`;
  const calls = story.calls.flatMap((entry, at) =>
    linesOf(
      at === story.calls.length - 1 ? inWhole(entry) : entry,
      names,
      resultOf(story.calls, at),
    ),
  );
  const isTornDown = run.actions.some(
    (action) => action.do === 'start' && hasRole(action.call, 'tears down'),
  );
  const body = [
    'struct iova_domain *iovad = kunit_kzalloc(test, sizeof(*iovad), GFP_KERNEL);',
    ...declarations(run, names),
    '',
    'KUNIT_ASSERT_NOT_NULL(test, iovad);',
    ...beginning(run),
    '',
    ...calls,
    ...(isTornDown ? [] : ['', ...ending(exported, names), 'put_iova_domain(iovad);']),
  ];
  const head = [
    `A case for ${formatNames(run)}, made by iova-check ${version}.`,
    ...(story.mustHold === '' ? [] : [`${id}: ${story.mustHold}`]),
    ...(why === '' ? [] : [`The run: ${inHex(why)}.`]),
    'Hooks to be written for the tree, in iova-test-hooks.h:',
    ...HOOKS.map((hook) => `  ${hook}`),
  ];
  return [
    '/*',
    ...head.flatMap((line) => wrapText(line, COLUMNS, ' * ', ' *     ')),
    ' */',
    '#include <kunit/test.h>',
    '#include <linux/cpu.h>',
    '#include <linux/iova.h>',
    '#include "iova-test-hooks.h"',
    '',
    `static void ${fn}(struct kunit *test)`,
    '{',
    ...body.map((line) => (line === '' ? '' : `\t${line}`)),
    '}',
    '',
    'static struct kunit_case iova_check_cases[] = {',
    `\tKUNIT_CASE(${fn}),`,
    '\t{}',
    '};',
    '',
    'static struct kunit_suite iova_check_suite = {',
    '\t.name = "iova-check",',
    '\t.test_cases = iova_check_cases,',
    '};',
    'kunit_test_suite(iova_check_suite);',
    '',
  ].join('\n');
}

/** What a call comes back with, then or when it has gone on; null: the run stops before. */
function resultOf(entries: readonly SequenceEntry[], at: number): CallResult | null {
  const begun = entries[at];
  if (begun?.kind !== 'call') return null;
  const later = entries.slice(at + 1).filter((one) => 'lane' in one && one.lane === begun.lane);
  const next = later.findIndex(({ kind }) => kind === 'call');
  const own = [begun, ...later.slice(0, next < 0 ? later.length : next)];
  return (
    own.flatMap((one) => ('result' in one && one.result !== null ? [one.result] : []))[0] ?? null
  );
}

/** Nothing comes between the last entry and its end: where the run stops in it, a test goes on. */
function inWhole(entry: SequenceEntry): SequenceEntry {
  return 'stop' in entry ? { ...entry, stop: null } : entry;
}

/** A variable for each call that gets a range: a page number on the fast path, else an object. */
function declarations({ actions }: Run, names: CallNames): readonly string[] {
  const starts = actions.flatMap((action) => (action.do === 'start' ? [action.call] : []));
  const own = starts.flatMap((call, number) => {
    if (!getsRange(call)) return [];
    const name = names.nameOf(number) ?? '?';
    return [
      isFast(call)
        ? `unsigned long ${name} __maybe_unused;`
        : `struct iova *${name} __maybe_unused;`,
    ];
  });
  const looks = starts.some((call) => hasRole(call, 'looks'));
  return [...own, ...(looks ? ['struct iova *found __maybe_unused;'] : [])];
}

function isFast({ fn }: Call): boolean {
  return fn === 'allocFast';
}

function beginning({ scope }: Run): readonly string[] {
  const { startPfn } = spaceOf(scope);
  const fillers = scope.fillers === 0 ? [] : [note(`${scope.fillers} pages are reserved before`)];
  const caches =
    scope.magazine === 0
      ? []
      : [
          note(`magazines of ${scope.magazine} instead of 127`),
          'iova_domain_init_rcaches(iovad);',
          ...(scope.stock === 0 ? [] : [`iova_test_fill_caches(iovad, ${scope.stock});`]),
        ];
  return [`init_iova_domain(iovad, ${GRANULE}, ${hex(startPfn)});`, ...fillers, ...caches];
}

const PRESSURE: Readonly<Record<Pressure, string>> = {
  none: 'iova_test_pressure("none");',
  nodes: 'iova_test_pressure("nodes");',
  all: 'iova_test_pressure("all");',
};

function linesOf(
  entry: SequenceEntry,
  names: CallNames,
  result: CallResult | null,
): readonly string[] {
  switch (entry.kind) {
    case 'pressure turned':
      return [PRESSURE[entry.level]];
    case 'time passed':
      return [`iova_test_wait(${entry.jiffies});`, ...broken(entry.remarks)];
    case 'work': {
      const isWhole = entry.stop === null && !entry.goesOn;
      const runs = entry.goesOn ? 'the work goes on' : 'the work runs';
      return [
        ...failures(entry.remarks),
        ...(isWhole ? ['iova_test_run_work(iovad);'] : cannot(`${runs}${until(entry.stop)}`)),
        ...broken(entry.remarks),
      ];
    }
    case 'call': {
      const { call, number, lane, stop, remarks } = entry;
      return [
        ...failures(remarks),
        ...(stop === null ? [] : cannot(`${lane} makes this call${until(stop)}`)),
        `${callInC(call, number, names)}${stop === null ? ` /* ${lane} */` : ''}`,
        ...(result === null ? [] : expected(call, names.nameOf(number), result, remarks)),
        ...broken(remarks),
      ];
    }
    case 'call goes on':
      return [
        ...cannot(`${entry.lane} goes on${until(entry.stop)}`),
        ...failures(entry.remarks, true),
        ...broken(entry.remarks),
      ];
  }
}

function until(stop: Stop | null): string {
  if (stop === null) return '';
  return stop.label === null ? ', stopped before its first step' : ` up to "${stop.label}"`;
}

/** @param isNoted they are comments only, as the call is under way already */
function failures({ refusedAt }: Remarks, isNoted: boolean = false): readonly string[] {
  return refusedAt.map((at) =>
    isNoted ? note(`memory must fail at "${at}"`) : `iova_test_fail_next("${at}");`,
  );
}

function broken({ breaks }: Remarks): readonly string[] {
  if (breaks.length === 0) return [];
  return [note(`here ${breaks.join(', ')} ${breaks.length === 1 ? 'breaks' : 'break'}`)];
}

function cannot(what: string): readonly string[] {
  return [note(`a test cannot force this: ${what}`)];
}

function note(text: string): string {
  return `/* ${text} */`;
}

/** What a call should come back with: a range, where the law says that it may not be refused. */
function expected(
  call: Call,
  name: string | null,
  result: CallResult,
  { breaks }: Remarks,
): readonly string[] {
  if (name === null || result.kind === 'done') return [];
  const mustGet = result.kind === 'granted' || breaks.some((id) => id.startsWith('AVL-'));
  if (isFast(call)) return [`KUNIT_EXPECT_${mustGet ? 'NE' : 'EQ'}(test, ${name}, 0UL);`];
  return [`KUNIT_EXPECT_${mustGet ? 'NOT_NULL' : 'NULL'}(test, ${name});`];
}

/** After these the domain is no longer sound: nothing more can be asked of it. */
const UNSOUND = /^(?:MEM|LST|LIV|LCK|TER|TRE)-/;

/** What is held must be found. */
function ending({ run, steps }: ExportedRun, names: CallNames): readonly string[] {
  const breaches = steps.flatMap((step) => step.breaches);
  if (breaches.some(({ property }) => UNSOUND.test(property))) return [];
  if (run.scope.magazine > 0) return [];
  return [...heldAtEnd(steps)].flatMap(([call, { lo }]) => {
    const who = names.nameOf(call) ?? `call ${call}`;
    return [
      note(`${who} has not been given back`),
      `KUNIT_EXPECT_NOT_NULL(test, find_iova(iovad, ${hex(lo)}));`,
    ];
  });
}

/** By call: the range that it got and that no call has given back. */
function heldAtEnd(steps: readonly ReplayStep[]): ReadonlyMap<number, Range> {
  const held = new Map<number, Range>();
  const reserved = new Map<number, Range>();
  for (const { action, call, facts } of steps) {
    if (action.do === 'start') {
      if (action.call.fn === 'reserve' && call !== null) reserved.set(call, action.call);
      const origin = originOf(action.call);
      if (origin !== null && hasRole(action.call, 'gives back')) held.delete(origin);
      else if ('what' in action.call && 'pfn' in action.call.what)
        giveBack(held, action.call.what.pfn);
    }
    for (const fact of facts) {
      if (fact.kind !== 'responded' || fact.refused) continue;
      const range = fact.granted ?? reserved.get(fact.call);
      if (range !== undefined) held.set(fact.call, range);
    }
  }
  return held;
}

function giveBack(held: Map<number, Range>, pfn: number): void {
  for (const [call, { lo, hi }] of held) if (lo <= pfn && pfn <= hi) held.delete(call);
}
