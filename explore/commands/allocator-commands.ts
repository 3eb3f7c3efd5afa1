import * as fc from 'fast-check';
import type { Range } from '../../model/range.ts';
import { type PageOwners, pagesOf } from './page-owners.ts';
import { EIGHT_PAGES, type RealAllocator } from './real-allocator.ts';

/** Something that happens to the model and to the real allocator, side by side. */
export type AllocatorCommand = fc.Command<PageOwners, RealAllocator>;

/** `alloc_iova()`. It may be refused; what it is granted, nobody must own. */
class Alloc implements AllocatorCommand {
  readonly #pages: number;
  readonly #below4G: boolean;

  constructor(pages: number, below4G: boolean) {
    this.#pages = pages;
    this.#below4G = below4G;
  }

  check(): boolean {
    return true;
  }

  run(model: PageOwners, real: RealAllocator): void {
    const hi = this.#below4G ? EIGHT_PAGES.dma32 - 1 : EIGHT_PAGES.topPfn;
    const range = real.alloc(this.#pages, hi);
    if (range !== null) model.granted(range, this.#pages, { lo: EIGHT_PAGES.startPfn, hi });
    model.compare(real.held);
  }

  toString(): string {
    return `alloc ${this.#pages}${this.#below4G ? ' below 4G' : ''}`;
  }
}

/** `free_iova()` of a live range, by its owner. */
class Free implements AllocatorCommand {
  readonly #which: number;

  constructor(which: number) {
    this.#which = which;
  }

  check({ live }: Readonly<PageOwners>): boolean {
    return this.#which < live.length;
  }

  run(model: PageOwners, real: RealAllocator): void {
    const range = model.live[this.#which] as Range;
    model.freed(range);
    real.free(range);
    model.compare(real.held);
  }

  toString(): string {
    return `free #${this.#which}`;
  }
}

/** `reserve_iova()` of pages that nobody owns; the allocator may still hold them as deferred. */
class Reserve implements AllocatorCommand {
  readonly #range: Range;

  constructor(range: Range) {
    this.#range = range;
  }

  check(model: Readonly<PageOwners>): boolean {
    return !pagesOf(this.#range).some((page) => model.hasOwner(page));
  }

  run(model: PageOwners, real: RealAllocator): void {
    if (real.reserve(this.#range)) model.reserved(this.#range);
    model.compare(real.held);
  }

  toString(): string {
    return `reserve ${this.#range.lo}..${this.#range.hi}`;
  }
}

/** One more of the next requests for memory is refused. */
class RefuseMemory implements AllocatorCommand {
  check(): boolean {
    return true;
  }

  run(_model: PageOwners, real: RealAllocator): void {
    real.refusals += 1;
  }

  toString(): string {
    return 'refuse memory once';
  }
}

/** The timer of the work expires and the work runs, if it is armed. No ownership changes by it. */
class RunWork implements AllocatorCommand {
  check(): boolean {
    return true;
  }

  run(model: PageOwners, real: RealAllocator): void {
    real.runWork();
    model.compare(real.held);
  }

  toString(): string {
    return 'run work';
  }
}

/**
 * While the work runs, another CPU frees a live range. That free is refused the first memory that
 * it asks for, so it adds to what the work is going through: a list, a flag or a count may miss it.
 */
class ConcurrentAdd implements AllocatorCommand {
  readonly #which: number;
  readonly #workSteps: number;
  readonly #freeSteps: number;

  constructor(which: number, workSteps: number, freeSteps: number) {
    this.#which = which;
    this.#workSteps = workSteps;
    this.#freeSteps = freeSteps;
  }

  check({ live, isOwed }: Readonly<PageOwners>): boolean {
    return isOwed && this.#which < live.length;
  }

  run(model: PageOwners, real: RealAllocator): void {
    const range = model.live[this.#which] as Range;
    model.freed(range);
    real.freeDuringWork(range, this.#workSteps, this.#freeSteps);
    model.compare(real.held);
  }

  toString(): string {
    const free = `free #${this.#which}, refused, ${this.#freeSteps} steps`;
    return `concurrent add (work ${this.#workSteps} steps; ${free}; work ends; free ends)`;
  }
}

/** There is memory again, and the work runs until it rests: now nothing freed may be held. */
class Settle implements AllocatorCommand {
  check(): boolean {
    return true;
  }

  run(model: PageOwners, real: RealAllocator): void {
    real.settle();
    model.compare(real.held);
    if (real.retriesByWork) model.compareSettled(real.held);
  }

  toString(): string {
    return 'settle';
  }
}

const WHICH = fc.nat({ max: 2 });
/** A pass of the work, and a free that defers, take about so many steps. */
const STEPS_BEFORE = 12;

const KINDS = {
  alloc: fc
    .tuple(fc.integer({ min: 1, max: 2 }), fc.boolean())
    .map(([pages, below4G]) => new Alloc(pages, below4G)),
  free: WHICH.map((which) => new Free(which)),
  reserve: fc
    .tuple(
      fc.integer({ min: EIGHT_PAGES.startPfn, max: EIGHT_PAGES.topPfn - 1 }),
      fc.nat({ max: 1 }),
    )
    .map(([lo, more]) => new Reserve({ lo, hi: lo + more })),
  refuseMemory: fc.constant(new RefuseMemory()),
  runWork: fc.constant(new RunWork()),
  concurrentAdd: fc
    .tuple(WHICH, fc.nat({ max: STEPS_BEFORE }), fc.nat({ max: STEPS_BEFORE }))
    .map(([which, workSteps, freeSteps]) => new ConcurrentAdd(which, workSteps, freeSteps)),
  settle: fc.constant(new Settle()),
} as const satisfies Readonly<Record<string, fc.Arbitrary<AllocatorCommand>>>;

/** What can happen to an allocator. */
export type CommandKind = keyof typeof KINDS;

/**
 * Up to 20 commands of all kinds but those in `without`. They are printed as "alloc 1 below 4G,free
 * #0": one page, and the live range that was allocated first.
 */
export function allocatorCommands({
  without = [],
}: {
  readonly without?: readonly CommandKind[];
} = {}): fc.Arbitrary<Iterable<AllocatorCommand>> {
  const kinds = Object.entries(KINDS).filter(([kind]) => !without.includes(kind as CommandKind));
  return fc.commands<PageOwners, RealAllocator>(
    kinds.map(([, kind]) => kind),
    { maxCommands: 20, size: 'max', disableReplayLog: true },
  );
}
