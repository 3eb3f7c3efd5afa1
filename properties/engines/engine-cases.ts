/** Designs, scripts and scopes that are small enough to explore every interleaving. */
import type { Callers } from '../../port/caller-kinds.ts';
import { type Scope, spaceOf } from '../../explore/run/scope.ts';
import type { Script, ScriptedCall } from '../../explore/run/script.ts';
import type { Design } from '../../impl/designs/design.ts';
import { hardened } from '../../impl/designs/hardened.ts';
import { llist } from '../../impl/designs/llist.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { marker } from '../../impl/designs/marker.ts';
import type { Call } from '../../model/call.ts';
import type { ContextId } from '../../model/context-id.ts';
import { seededBugs } from '../../impl/bugs/known.ts';
import { leavesToWork } from '../../impl/bugs/leaves-to-work.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';

export interface EngineCase {
  readonly name: string;
  readonly design: Design;
  readonly scope: Scope;
  readonly script: Script;
  /** The expected numbers of complete interleavings, of their classes, and of states. */
  readonly counts: Counts;
}

type Counts = readonly [interleavings: number, classes: number, states: number];

const CPUS = ['cpu0', 'cpu1', 'cpu2'] as const;

/**
 * The call that a word stands for. "a1" allocates a page below 4 GiB, "A1" one anywhere; "b1" one
 * below the last page before 4 GiB. "f0" and "o0" free what call 0 of the script was granted, by
 * address and by object; "l0" looks it up. "r0" reserves the first page above 4 GiB.
 */
function callOf(word: string, scope: Scope): Call {
  const { dma32, topPfn } = spaceOf(scope);
  const number = Number(word.slice(1));
  const what = { call: number, offsetPages: 0 };
  switch (word[0]) {
    case 'a':
      return { fn: 'alloc', sizePages: number, limit: dma32 - 1, aligned: true };
    case 'b':
      return { fn: 'alloc', sizePages: number, limit: dma32 - 2, aligned: true };
    case 'A':
      return { fn: 'alloc', sizePages: number, limit: topPfn, aligned: true };
    case 'f':
      return { fn: 'free', what };
    case 'o':
      return { fn: 'freeObject', what };
    case 'l':
      return { fn: 'find', what };
    case 'r':
      return { fn: 'reserve', lo: dma32 + number, hi: dma32 + number };
    default:
      throw new Error(`no call: ${word}`);
  }
}

/** Reads a script from a text: "cpu0: a1 f0; cpu1: A1". */
export function scriptOf(text: string, scope: Scope): Script {
  return text.split('; ').flatMap((part) => {
    const [on, ...words] = part.split(/:? /);
    return words.map((word): ScriptedCall => ({ on: on as ContextId, call: callOf(word, scope) }));
  });
}

/**
 * The scope's differences from `scopeOfTests`: c (careless), i (an interrupt), r (reservations),
 * t (teardown), tt (it races the calls), and a digit (refusals).
 */
function changesOf(flags: string): Partial<Scope> {
  const refusals = Number(/\d/.exec(flags)?.[0] ?? 0);
  return {
    refusals,
    callers: callersOf(flags),
    irqs: flags.includes('i') ? 1 : 0,
    reserve: flags.includes('r'),
    teardown: flags.includes('t'),
  };
}

function callersOf(flags: string): Callers {
  if (flags.includes('tt')) return 'racing-teardown';
  return flags.includes('c') ? 'careless' : 'well-behaved';
}

function caseOf(design: Design, flags: string, text: string, counts: Counts): EngineCase {
  const calls = text.split(' ').filter((word) => !word.endsWith(':')).length;
  const cpus = CPUS.filter((cpu) => text.includes(cpu)).length;
  const scope: Scope = { ...scopeOfTests, cpus, pages: 4, calls, ...changesOf(flags) };
  const name = `${design.name}, ${text} (${flags})`;
  return { name, design, scope, script: scriptOf(text, scope), counts };
}

function bugCalled(name: string): Design {
  const bug = seededBugs.find(({ design }) => design.name === name);
  if (bug === undefined) throw new Error(`no bug is called ${name}`);
  return bug.design;
}

/**
 * A refused allocation that ends with its unlock: nothing but the order of facts says whether the
 * work has begun to run by then.
 */
const endsUnlocking: typeof hardened = {
  ...leavesToWork.design,
  name: 'ends-unlocking',
  place(d, request, object) {
    const outcome = leavesToWork.design.place.call(this, d, request, object, null);
    if (outcome?.kind === 'refused') d.objects.free(object);
    return outcome;
  },
  // oxlint-disable-next-line eslint/require-yield
  *conclude(_d, _object, outcome) {
    return outcome;
  },
};

/** The cases; `changesOf` explains their flags. */
export const engineCases: readonly EngineCase[] = [
  caseOf(mainline, '0', 'cpu0: A1; cpu1: A1; cpu2: A1', [8316, 8316, 1108]),
  caseOf(mainline, '0t', 'cpu0: a1 f0; cpu1: A1', [343, 343, 123]),
  caseOf(mainline, '0c', 'cpu0: a1 f0; cpu1: o0', [54, 38, 121]),
  caseOf(mainline, '0c', 'cpu0: A1 f0 A1; cpu1: f0', [172, 112, 148]),
  caseOf(mainline, '0rt', 'cpu0: a1 f0; cpu1: r0', [39, 33, 74]),
  caseOf(mainline, '1i', 'cpu0: A1 f0; irq0: A1', [17, 17, 88]),
  caseOf(mainline, '0', 'cpu0: b2; cpu1: a2', [133, 87, 91]),
  caseOf(mainline, '0', 'cpu0: b2 a1; cpu1: a2', [2581, 1128, 180]),
  caseOf(llist, '0i', 'cpu0: A1 f0; cpu1: A1; irq0: A1', [8576, 7819, 898]),
  caseOf(llist, '1', 'cpu0: a1 f0; cpu1: a1', [13480, 3339, 591]),
  caseOf(llist, '1r', 'cpu0: A1 f0; cpu1: r1', [136, 41, 166]),
  caseOf(llist, '1r', 'cpu0: A1 f0 r1; cpu1: l0', [258, 68, 220]),
  caseOf(llist, '1c', 'cpu0: a1 f0; cpu1: f0', [240, 134, 699]),
  caseOf(llist, '1cr', 'cpu0: A1; cpu1: r1', [196, 148, 102]),
  caseOf(llist, '1it', 'cpu0: A1 f0; irq0: A1', [4019, 398, 424]),
  caseOf(llist, '1', 'cpu0: a1 a1 f0 a1', [1037, 99, 198]),
  caseOf(llist, '2t', 'cpu0: A1 f0', [271, 114, 267]),
  caseOf(marker, '1', 'cpu0: A1 f0; cpu1: A1 f2', [12314, 5276, 687]),
  caseOf(marker, '2', 'cpu0: a1 a1 f0 a1 a1 a1', [51, 51, 238]),
  caseOf(marker, '2i', 'cpu0: A1 f0; irq0: A1', [83, 83, 161]),
  caseOf(marker, '1rt', 'cpu0: A1 f0; cpu1: r0', [72, 52, 156]),
  caseOf(marker, '2rc', 'cpu0: A1 f0; cpu1: r1', [1208, 681, 308]),
  caseOf(marker, '1c', 'cpu0: A1 f0; cpu1: o0', [56, 40, 150]),
  caseOf(hardened, '1', 'cpu0: A1 f0; cpu1: A1', [3293, 1788, 391]),
  caseOf(hardened, '2t', 'cpu0: A1 f0', [494, 228, 213]),
  caseOf(hardened, '1r', 'cpu0: A1 f0 r1; cpu1: l0', [116, 40, 172]),
  caseOf(mainline, '0tt', 'cpu0: A1 f0; cpu1: A1', [3670, 3670, 259]),
  caseOf(mainline, '0itt', 'cpu0: A1; irq0: f0', [9, 9, 29]),
  caseOf(llist, '1tt', 'cpu0: A1; cpu1: f0', [4131, 329, 284]),
  caseOf(llist, '1rtt', 'cpu0: A1; cpu1: r0', [1070, 155, 303]),
  caseOf(marker, '1tt', 'cpu0: A1; cpu1: l0', [11, 9, 37]),
  caseOf(hardened, '1tt', 'cpu0: A1; cpu1: f0', [616, 173, 181]),
  caseOf(bugCalled('stores-later'), '0', 'cpu0: A1; cpu1: A1', [174, 132, 149]),
  caseOf(bugCalled('ignores-refusal'), '1t', 'cpu0: A1 f0; cpu1: A1', [1725, 1500, 315]),
  caseOf(bugCalled('forgets-range'), '1', 'cpu0: A1 f0; cpu1: A1', [1903, 1667, 260]),
  caseOf(bugCalled('frees-and-lists'), '2t', 'cpu0: A1 f0', [64, 30, 236]),
  caseOf(bugCalled('frees-list-and-tree'), '1t', 'cpu0: A1 f0', [55, 23, 108]),
  caseOf(bugCalled('keeps-lock'), '0cirt', 'cpu0: r0 A2; irq0: f0 A1', [12, 12, 122]),
  caseOf(bugCalled('lists-twice'), '1t', 'cpu0: A1 f0', [6, 5, 102]),
  caseOf(bugCalled('leaks-object'), '2t', 'cpu0: A1; cpu1: A1', [300, 300, 207]),
  caseOf(bugCalled('finds-unlocked'), '0', 'cpu0: A1 l0; cpu1: A1', [552, 552, 105]),
  caseOf(bugCalled('leaves-irqs-on'), '0i', 'cpu0: A1 l0; irq0: A1', [9, 9, 67]),
  caseOf(bugCalled('leaves-list'), '1', 'cpu0: A1 f0; cpu1: A1', [13564, 3444, 544]),
  caseOf(leavesToWork.design, '1', 'cpu0: a1 a1 f0 a1', [219, 61, 131]),
  caseOf(endsUnlocking, '1', 'cpu0: a1 a1 f0 a1', [99, 39, 115]),
  caseOf(bugCalled('swallows-neighbour'), '0', 'cpu0: A1 f0; cpu1: A1', [388, 343, 131]),
  caseOf(bugCalled('cancels-without-waiting'), '1t', 'cpu0: A1 f0', [498, 75, 179]),
  caseOf(bugCalled('keeps-lock'), '1t', 'cpu0: A1 f0', [28, 11, 61]),
  caseOf(bugCalled('window-keeps-latest'), '2', 'cpu0: A1 a1 f0; cpu1: f1', [114, 84, 182]),
  caseOf(bugCalled('takes-lower-end'), '1', 'cpu0: A2 f0; cpu1: A1', [2384, 1148, 324]),
];

const designs = new Set(engineCases.map(({ design }) => design));

/** All designs of the cases, sound and broken, each once. */
export const EVERY_DESIGN = [...designs].map((design) => ({
  name: design.name,
  design,
}));
