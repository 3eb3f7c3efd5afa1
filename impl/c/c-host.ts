import type { Range } from '../../model/range.ts';
import { type CallsFromC, type CFunctions, type CModule, KIND } from './c-module.ts';
import type { CMemory } from './c-memory.ts';
import { type CPlace, placesOf, readCText } from './c-places.ts';
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
  /** One of `KIND`. */
  readonly what: number;
  /** The step turns interrupts off. */
  readonly irqs: boolean;
}

/** The ranges of the tree, ascending; null: the tree leads to an object that was freed. */
type TreeRanges = readonly Range[] | null;

/**
 * A module of compiled C, which all machines of a design share: its memory holds the state of one
 * of them, the owner. Whoever uses it becomes the owner first.
 */
export class CHost {
  readonly functions: CFunctions;
  readonly places: ReadonlyMap<number, CPlace>;
  readonly module: CModule;
  #owner: CMemory | null = null;
  readonly #stops: CStop[] = [];
  readonly #numbers = new Map<number, number>();

  constructor(instantiate: (calls: CallsFromC) => CModule) {
    this.module = instantiate({
      leave: () => {
        throw new Left();
      },
      missing: (what, at) => this.#missing(what, at),
    });
    this.functions = this.module.functions;
    this.places = placesOf(this.module);
  }

  #missing(what: bigint, at: bigint): never {
    this.module.abandon();
    const place = this.places.get(Number(at));
    const where = place === undefined ? '' : `${place.line}: `;
    throw new UnfitKernel(
      `${where}it uses ${this.text(Number(what))}, for which there is no stand-in yet`,
    );
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
      if (error instanceof UnfitKernel) throw error;
      this.module.abandon();
      if (error instanceof Left) return KIND.halted;
      throw new UnfitKernel(`after "${place}", ${whyTrapped(error)}`);
    }
  }

  /** What the tree held before the last step; asked only if that has changed it. */
  treeBefore(): TreeRanges {
    return this.#ranges(this.functions.countBefore(), this.functions.before());
  }

  readTree(): TreeRanges {
    return this.#ranges(this.functions.readTree(), this.functions.ranges());
  }

  #ranges(count: number, address: number): TreeRanges {
    if (count < 0) return null;
    const bounds = new Float64Array(this.module.memory.buffer, address, 2 * count);
    return Array.from({ length: count }, (_, n) => ({
      lo: bounds[2 * n] ?? 0,
      hi: bounds[2 * n + 1] ?? 0,
    }));
  }

  /** The number of this stop. Equal ones have one number. */
  numberOf(at: number, what: number, irqs: boolean): number {
    const key = at * 16 + what * 2 + (irqs ? 1 : 0);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const label = this.places.get(at)?.label ?? 'stopped';
    const number = this.#stops.push({ label, what, irqs }) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  stopOf(number: number): CStop {
    return this.#stops[number] as CStop;
  }
}
