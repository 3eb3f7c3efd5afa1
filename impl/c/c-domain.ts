import type { Range } from '../../model/range.ts';
import { TREE_OF_C } from '../../port/accesses.ts';
import type { Domain } from '../designs/design.ts';
import type { Misuse } from '../../model/misuse.ts';
import { assert } from '../../model/assert.ts';
import { MANY_RANGES } from '../../model/properties/critical-section.ts';
import type { Context } from '../kernel/context.ts';
import type { Change } from '../kernel/memory.ts';
import type { Effect } from '../kernel/effect.ts';
import { checkLockHeld } from '../kernel/guarded.ts';
import type { CHost } from './c-host.ts';
import { freedBy } from './c-calls.ts';
import type { CMemory } from './c-memory.ts';
import { KIND, TOLD } from './c-module.ts';
import { tellChanges } from './tell-changes.ts';
import { ALWAYS_SURVEYED } from '../tree/range-tree.ts';
import { tellVisit } from '../tree/tell-visit.ts';
import { UnfitKernel } from './unfit-kernel.ts';

/** A domain that C code keeps. */
export interface CDomain extends Domain {
  readonly objects: CMemory;
  readonly host: CHost;
  /** The steps that begin at its stops, by number, as far as they were needed. */
  readonly steps: Map<number, Effect>;
}

/** The end of a call in the C. */
export interface CEnd {
  readonly lo: number;
  /** Below `lo`: refused. */
  readonly hi: number;
  /** The label of its last step. */
  readonly after: string;
}

/** Where a call stands: the number of a stop, since a search compares those fast; or its end. */
export type Stand = number | CEnd;

/** The number of the present context in the C. */
function contextOf({ kernel }: CDomain): number {
  const at = kernel.contexts.indexOf(kernel.current as Context);
  assert(at >= 0, 'C code runs in no context');
  if (at < CONTEXTS_MAX) return at;
  throw new UnfitKernel(
    `the scope has ${kernel.contexts.length} contexts, but C code has ${CONTEXTS_MAX}: use fewer ` +
      'cpus or irqs',
  );
}

/** `IC_CONTEXTS` of `c/runtime/world.h`. */
const CONTEXTS_MAX = 8;

/** Begins the call with that letter: runs its C up to the first primitive. */
export function beginCall(
  d: CDomain,
  letter: string,
  [a = 0, b = 0, c = 0]: readonly number[],
): Stand {
  const i = contextOf(d);
  return runStep(d, i, () => d.host.functions.begin(i, letter.charCodeAt(0), a, b, c));
}

/** Takes the step at which the present context stands, and runs its C up to the next one. */
export function goOn(d: CDomain, answer: boolean): Stand {
  const i = contextOf(d);
  return runStep(d, i, () => d.host.functions.goOn(i, answer ? 1 : 0));
}

/** The delay in jiffies of the step at which the present context stands, which arms the work. */
export function delayOf(d: CDomain): number {
  d.objects.own();
  return d.host.functions.delay(contextOf(d));
}

function runStep(d: CDomain, i: number, work: () => number): Stand {
  const { kernel, host, objects } = d;
  objects.changing();
  const window = windowOf(d);
  host.grants = (change, needs, again) => grantsNodes(d, change, needs, again);
  const kind = host.run(kernel.place, work);
  objects.noteAccesses();
  tellFacts(d);
  if (kind === KIND.halted) {
    (kernel.current as Context).stuck = true;
    return host.numberOf(0, kind, false);
  }
  const tell = (): void => tellWindow(d, window);
  if (host.functions.treeChanged() === 1) {
    tellChanges(kernel, host.treeBefore() ?? [], host.treeAfter() ?? [], tell);
  } else tell();
  tellVisits(d);
  return standOf(d, i, kind);
}

/** Whether a change of the tree gets its nodes. */
function grantsNodes(
  { kernel }: CDomain,
  change: Exclude<Change, { readonly k: 'alloc' }>,
  needs: boolean,
  again: boolean,
): boolean {
  const need = change.k === 'erase' ? 'erase' : 'store';
  if (kernel.memory.allows(change, need, needs)) return true;
  if (kernel.treeWarns && again) kernel.emit({ kind: 'warned', need });
  if (need === 'erase') {
    kernel.emit({ kind: 'kept', range: { lo: change.lo, hi: change.hi }, call: kernel.call });
  }
  return false;
}

/** Where the domain looks for deferred ranges; undefined: it says nothing about that. */
function windowOf({ host, space }: CDomain): Range | null | undefined {
  const { functions } = host;
  if (functions.hasWindow() === 0) return undefined;
  const lo = functions.windowLo();
  const hi = Math.min(functions.windowHi(), space.topPfn);
  return lo <= hi ? { lo, hi } : null;
}

function tellWindow(d: CDomain, before: Range | null | undefined): void {
  const span = windowOf(d);
  if (span === undefined || (span?.lo === before?.lo && span?.hi === before?.hi)) return;
  d.kernel.emit({ kind: 'window', span });
}

/** Reports what the step has visited, if the tree is large. */
function tellVisits({ kernel, host, lock }: CDomain): void {
  const { functions } = host;
  const entries = functions.visits();
  const ranges = functions.size();
  if (entries === 0 || ranges < MANY_RANGES) return;
  tellVisit(kernel, lock, { entries, depth: functions.depth(), ranges });
}

function standOf({ kernel, host }: CDomain, i: number, kind: number): Stand {
  const { functions } = host;
  if (kind !== KIND.done) {
    const irqs = kind === KIND.locks && functions.irqsOff(i) === 1;
    return host.numberOf(functions.at(i), kind, irqs);
  }
  const end = { lo: functions.lo(i), hi: functions.hi(i), after: kernel.place };
  functions.forget(i);
  return end;
}

/** Emits what the C has told in this step. */
function tellFacts({ kernel, host, lock, objects }: CDomain): void {
  const { functions } = host;
  for (let n = 0; n < functions.facts(); n += 1) {
    const a = functions.toldA(n);
    switch (functions.told(n)) {
      case TOLD.misused: {
        const what = host.text(a);
        const by = freedBy(functions.toldB(n));
        const line = host.lineAt(functions.toldAt(n));
        kernel.misuse(what as Misuse, IN_WORDS[what] ?? what, by, line);
        break;
      }
      case TOLD.logged:
        kernel.log.warn(host.text(a));
        break;
      case TOLD.got:
        objects.noteCount();
        kernel.emit({ kind: 'object', event: 'allocated' });
        break;
      case TOLD.gave:
        objects.noteCount();
        kernel.emit({ kind: 'object', event: 'freed' });
        break;
      case TOLD.unlocked:
        checkLockHeld(kernel, lock, a === 1 ? 'the tree' : 'the domain');
        break;
      case TOLD.listed: {
        const range = { lo: a, hi: functions.toldB(n) };
        kernel.emit({ kind: 'listed' });
        kernel.emit({ kind: 'deferred', range, call: kernel.call, at: kernel.place });
        break;
      }
      case TOLD.sleeps:
        kernel.mustMaySleep(host.text(a));
        break;
    }
  }
}

/** What the C does to memory, in words; by the names of misuses. */
const IN_WORDS: Readonly<Record<string, string>> = {
  'use-after-free': 'an object is used after it was freed',
  'double-free': 'an object is freed again',
  'invalid-free': 'what is no object is freed',
  'wild-memory-access': 'memory is accessed that is no object',
  'list-double-add': 'a node is added to the list it is on already',
};

/** Reports what the tree holds, if it has changed since it was last reported. */
export function surveyTree({ kernel, host, objects }: CDomain): void {
  objects.own();
  const { functions } = host;
  const changes = functions.touched();
  kernel.accesses?.look(TREE_OF_C);
  const size = functions.size();
  if (changes === 0 || (size > ALWAYS_SURVEYED && changes * 8 < size)) return;
  objects.changing();
  kernel.accesses?.change(TREE_OF_C);
  functions.surveyed();
  const ranges = host.readTree();
  const bounds = (ranges ?? []).map(({ lo, hi }) => ({ lo, hi }));
  kernel.emit({ kind: 'surveyed', ranges: bounds, unsound: whyUnsound(ranges) });
}

function whyUnsound(ranges: readonly Range[] | null): string | null {
  if (ranges === null) return 'the tree leads to an object that was freed';
  const bad = ranges.findIndex((range, at) => range.lo <= (ranges[at - 1]?.hi ?? -1));
  return bad < 0 ? null : `two ranges of the tree meet at ${ranges[bad]?.lo}`;
}
