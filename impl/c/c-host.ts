import { CALLS } from '../../port/call-table.ts';
import { BrokenRule } from '../kernel/broken-rule.ts';
import type { Change } from '../kernel/memory.ts';
import {
  CHANGES,
  type CallsFromC,
  type CFunctions,
  type CModule,
  HEAP_BEGINS,
  KIND,
} from './c-module.ts';
import { lineOfNumber } from './c-lines.ts';
import type { CMemory } from './c-memory.ts';
import type { CRange } from './c-range.ts';
import { type CPlace, placesOf, readCText } from './c-places.ts';
import { type CFunction, LETTERS } from './c-calls.ts';
import { UnfitKernel } from './unfit-kernel.ts';

/** A step was left in the middle, since the C used memory wrongly. */
class Left extends Error {
  override readonly name: string = 'Left';
}

/** A function of the kernel's that was running, in a stack of the engine. */
const RUNNING = /^ *at (?!look\b|ic_|export_|__sanitizer_)(?<name>\w+) \(wasm:/m;

/** Why the C does not come to its next step. */
function whyTrapped(error: unknown): string {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const name = RUNNING.exec(stack)?.groups?.['name'];
  const who = name === undefined ? 'the C' : `${name}()`;
  if (message.includes('call stack')) return `${who} calls itself without end`;
  // A step that takes 10 million looks and branches traps: see c/runtime/heap.c.
  if (message === 'unreachable') return `${who} loops without end`;
  return `${who} traps: ${message}`;
}

/** Where the C can stop. */
export interface CStop {
  /** The label of the step that begins there. */
  readonly label: string;
  /** "iova.c:412"; null: it is in none of the kernel's files. */
  readonly line: string | null;
  /** One of `KIND`. */
  readonly what: number;
  /** The step turns interrupts off. */
  readonly irqs: boolean;
}

/**
 * Whether a change of the tree gets its nodes.
 * @param again it asks a second time if it is refused
 */
type TreeChange = (
  change: Exclude<Change, { readonly k: 'alloc' }>,
  needs: boolean,
  again: boolean,
) => boolean;

/** The ranges of the tree, ascending; null: the tree leads to an object that was freed. */
type TreeRanges = readonly CRange[] | null;

/** Where a context stands that takes no further step. */
const STOPPED: CPlace = { label: 'stopped', line: null };

/** The domain and the arguments with which functions are tried. */
const TRIED = { granule: 4096, page: 1 };

/**
 * A module of compiled C, which all machines of a design share: its memory holds the state of one
 * of them, the owner. Whoever uses it becomes the owner first.
 */
export class CHost {
  readonly functions: CFunctions;
  readonly places: ReadonlyMap<number, CPlace>;
  readonly module: CModule;
  #owner: CMemory | null = null;
  /** Whether a change of the tree gets its nodes; set for each step that may ask for some. */
  grants: TreeChange = () => true;
  readonly #first = new Map<CFunction, number | null>();
  readonly #stops: CStop[] = [];
  readonly #numbers = new Map<number, number>();
  #notes = false;

  constructor(instantiate: (calls: CallsFromC) => CModule) {
    this.module = instantiate({
      leave: () => {
        throw new Left();
      },
      missing: (what, at) => this.#missing(what, at),
      grants: (change, lo, hi, needs, again) => {
        const range = { lo, hi };
        const k = CHANGES[change] as (typeof CHANGES)[number];
        return this.grants({ k, ...range }, needs === 1, again === 1) ? 1 : 0;
      },
    });
    this.functions = this.module.functions;
    this.places = placesOf(this.module);
    for (const fn of Object.keys(LETTERS) as CFunction[]) {
      this.#first.set(fn, this.#tryFirstStop(fn));
    }
  }

  #missing(what: bigint, at: bigint): never {
    this.module.abandon();
    const line = this.places.get(Number(at))?.line ?? null;
    const where = line === null ? '' : `${line}: `;
    throw new UnfitKernel(
      `${where}it uses ${this.text(Number(what))}, for which there is no stand-in yet`,
    );
  }

  /** From the next step on, accesses are noted or not. */
  noteAccesses(wanted: boolean): void {
    if (wanted === this.#notes) return;
    this.#notes = wanted;
    this.functions.note(wanted ? 1 : 0);
  }

  text(address: number): string {
    return readCText(this.module, address);
  }

  /** Makes this memory the owner, and returns whether it was it before. */
  claim(memory: CMemory): boolean {
    if (this.#owner === memory) return true;
    this.#owner?.save();
    this.#owner = memory;
    return false;
  }

  /**
   * Runs C code, and returns where the context stands then.
   * @throws UnfitKernel if the C traps, or uses what has no stand-in
   */
  run(place: string, work: (functions: CFunctions) => number): number {
    try {
      return work(this.functions);
    } catch (error) {
      this.module.abandon();
      if (error instanceof UnfitKernel || error instanceof BrokenRule) throw error;
      if (error instanceof Left) return KIND.halted;
      throw new UnfitKernel(`after "${place}", ${whyTrapped(error)}`);
    }
  }

  /**
   * Where that function stops first; null: it does not stop, or uses memory wrongly before. It is
   * tried once, in a fresh domain. Only to be called while no memory is the owner's.
   */
  #tryFirstStop(fn: CFunction): number | null {
    const { functions } = this;
    this.run('init_iova_domain', () => {
      functions.setUp(TRIED.granule, TRIED.page, 0);
      return 0;
    });
    if (fn === 'work' && functions.hasWork() === 0) return null;
    const { page } = TRIED;
    const letter = LETTERS[fn].charCodeAt(0);
    const a = fn === 'alloc' ? 1 : page;
    const place = fn === 'work' ? 'the work' : `${CALLS[fn].cName}: call`;
    const kind = this.run(place, () => functions.begin(0, letter, a, page, 0));
    if (kind === KIND.done || kind === KIND.halted) return null;
    const irqs = kind === KIND.locks && functions.irqsOff(0) === 1;
    return this.numberOf(functions.at(0), kind, irqs);
  }

  /** Where that function stops first, unless something unusual happens; null: it is not known. */
  firstStop(fn: CFunction): number | null {
    return this.#first.get(fn) ?? null;
  }

  /** What the last step has changed in the tree; asked only if it has. */
  treeBefore(): TreeRanges {
    return this.#ranges(this.functions.countBefore(), this.functions.before());
  }

  /** What it holds since that step. */
  treeAfter(): TreeRanges {
    return this.#ranges(this.functions.countAfter(), this.functions.after());
  }

  readTree(): TreeRanges {
    return this.#ranges(this.functions.readTree(), this.functions.ranges());
  }

  #ranges(count: number, address: number): TreeRanges {
    if (count < 0) return null;
    const words = new Float64Array(this.module.memory.buffer, address, 3 * count);
    return Array.from({ length: count }, (_, n) => ({
      lo: words[3 * n] ?? 0,
      hi: words[3 * n + 1] ?? 0,
      marked: words[3 * n + 2] === 1,
    }));
  }

  /** The number of this stop. Equal ones have one number. */
  numberOf(at: number, what: number, irqs: boolean): number {
    const key = at * 64 + what * 2 + (irqs ? 1 : 0);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const { label: place, line } = this.places.get(at) ?? STOPPED;
    const label = what === KIND.touches ? place.replace(': ', ': unlocked access after ') : place;
    const number = this.#stops.push({ label, line, what, irqs }) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  /** As "iova.c:412", of the number of a line or the address of a place; null: it is not known. */
  lineAt(at: number): string | null {
    return at < HEAP_BEGINS ? lineOfNumber(at) : (this.places.get(at)?.line ?? null);
  }

  stopOf(number: number): CStop {
    return this.#stops[number] as CStop;
  }
}
