import { joinBanks, type RegisterBank } from '../../abstraction/register.ts';
import type { Call, Request, Space } from '../../model/call.ts';
import type { ContextId } from '../../model/context-id.ts';
import type { Fact, Pressure } from '../../model/fact.ts';
import type { Range } from '../../model/range.ts';
import { type Accesses, callObject, contextObject } from '../../port/accesses.ts';
import type { Action } from '../../port/action.ts';
import { CallBook } from '../../port/call-book.ts';
import type { Setting } from '../../port/setting.ts';
import type { ContextState, System } from '../../port/system.ts';
import { type Stand, ToyContext } from './toy-context.ts';

/** Mistakes that a toy makes on purpose. */
export interface ToyMistakes {
  /** An allocation looks for pages in one step and takes them in the next, without a lock. */
  readonly races: boolean;
  /** A range whose erase was refused memory is never erased. */
  readonly forgets: boolean;
}

/** The only shared object, as accesses name it: the taken pages. */
const PAGES = 0;

/**
 * An allocator that is a list of taken pages: no lock, no tree, no work, no code of the twin. It
 * allocates the lowest pages that fit. A free is one step, which asks for memory.
 */
export class ToySystem implements System {
  readonly space: Space;
  readonly contexts: readonly ToyContext[];
  readonly calls: CallBook;
  /** The counters are in no register: they only rise. */
  readonly memory = { pressure: 'none' as Pressure, asked: 0, refused: 0 };
  readonly fillers = [];
  readonly stock = [];
  readonly opening = [];
  readonly putInvoked = false;
  readonly snapshots: System['snapshots'];
  readonly recording: System['recording'];
  readonly timing: System['timing'];
  readonly flat = null;
  readonly trials = null;
  place = 'toy_init';
  /** The pages that are taken, as ascending, disjoint ranges. */
  #taken: readonly Range[] = [];
  /** The deferred ranges: freed, but not erased yet. */
  #kept: readonly Range[] = [];
  #accesses: Accesses | null = null;
  readonly #clock = { nowJiffies: 0, maxAdvanceJiffies: () => (this.#isIdle ? Infinity : 0) };
  readonly #mistakes: ToyMistakes;
  readonly #sink: (fact: Fact) => void;

  constructor(mistakes: ToyMistakes, setting: Setting, sink: (fact: Fact) => void) {
    this.#mistakes = mistakes;
    this.#sink = sink;
    this.space = setting.space;
    this.contexts = Array.from({ length: setting.cpus }, (_, cpu) => new ToyContext(`cpu${cpu}`));
    const callers = this.contexts.map(({ id }) => id);
    this.calls = new CallBook(callers, setting.forSearch);
    this.timing = this.#clock;
    this.snapshots = {
      bank: joinBanks([this.#bank(), this.calls.bank()]),
      settle: () => undefined,
    };
    this.recording = {
      record: (into) => {
        this.#accesses = into;
      },
      mayWait: () => false,
      held: () => [],
    };
  }

  get #isIdle(): boolean {
    return this.contexts.every(({ busy }) => !busy);
  }

  context(id: string): ToyContext | undefined {
    return this.contexts.find((context) => context.id === id);
  }

  enabled(action: Action): boolean {
    return this.whyNotEnabled(action) === null;
  }

  whyNotEnabled(action: Action): string | null {
    switch (action.do) {
      case 'start': {
        const can = this.canStart(action.on, action.call.fn) && this.resolve(action.call) !== null;
        return can ? null : `${action.on} cannot begin ${action.call.fn} now`;
      }
      case 'step':
        return this.canStep(action.on) ? null : `${action.on} is in no call`;
      case 'pressure':
        return this.memory.pressure === action.level ? `pressure is ${action.level}` : null;
      case 'advance':
        if (this.timing === null) return 'there is no clock';
        return this.#isIdle ? null : 'no time passes in a call';
    }
  }

  apply(action: Action): boolean {
    switch (action.do) {
      case 'start':
        this.#start(action.on, action.call);
        return true;
      case 'step':
        return this.#step(this.context(action.on) as ToyContext, action.refuse === true);
      case 'pressure':
        this.place = 'memory pressure';
        this.memory.pressure = action.level;
        this.#emit({ kind: 'pressure', level: action.level });
        return true;
      case 'advance':
        this.place = 'time passes';
        this.#clock.nowJiffies += action.byJiffies;
        this.#emit({ kind: 'time', byJiffies: action.byJiffies });
        return true;
    }
  }

  canStartAny(on: ContextId): boolean {
    return this.context(on)?.busy === false;
  }

  canStart(on: ContextId, fn: Call['fn']): boolean {
    return this.canStartAny(on) && (fn === 'alloc' || fn === 'free');
  }

  canStep(on: ContextId): boolean {
    return this.context(on)?.busy === true;
  }

  asks(on: ContextId): boolean {
    return this.context(on)?.next?.asks === true;
  }

  resolve(call: Call): Request | null {
    if (call.fn === 'alloc') return call;
    if (call.fn !== 'free' || !('call' in call.what)) return null;
    this.#accesses?.look(callObject(call.what.call));
    const range = this.calls.grantOf(call.what.call);
    if (range === null || range.lo + call.what.offsetPages > range.hi) return null;
    return { fn: 'free', pfn: range.lo + call.what.offsetPages, of: call.what.call };
  }

  callsInProgress(): number {
    return this.contexts.filter(({ busy }) => busy).length;
  }

  blocked(): readonly ContextState[] {
    return [];
  }

  startOver(): boolean {
    return false;
  }

  #start(on: ContextId, call: Call): void {
    const context = this.context(on) as ToyContext;
    const what = this.resolve(call) as Request;
    const number = this.calls.begin(on);
    context.stand = { call: number, request: what, found: null };
    context.steps = 0;
    this.place = `toy_${what.fn}: invoked`;
    this.#touch(context, number);
    this.#emit({ kind: 'invoked', call: number, on, what });
  }

  /** Returns false if `refuse` is set and the step asks for nothing. */
  #step(context: ToyContext, refuse: boolean): boolean {
    const stand = context.stand as Stand;
    this.place = context.next?.at ?? '';
    context.steps += 1;
    if (stand.request.fn !== 'alloc') return this.#erase(context, stand, refuse);
    const found = stand.found ?? this.#look(stand.request.sizePages, stand.request.limit);
    if (found === null) this.#respond(context, stand, null, 'toy_alloc: look: full');
    else if (stand.found === null && this.#mistakes.races) context.stand = { ...stand, found };
    else {
      this.#take(found);
      this.#emit({ kind: 'stored', range: found, call: stand.call });
      this.#respond(context, stand, found, null);
    }
    return !refuse;
  }

  #look(sizePages: number, limit: number): Range | null {
    this.#accesses?.look(PAGES);
    for (let lo = this.space.startPfn; lo + sizePages - 1 <= limit; lo += 1) {
      const range = { lo, hi: lo + sizePages - 1 };
      const isFree = !this.#taken.some((other) => other.lo <= range.hi && lo <= other.hi);
      if (lo % sizePages === 0 && isFree) return range;
    }
    return null;
  }

  #take(range: Range): void {
    this.#accesses?.change(PAGES);
    this.#taken = [...this.#taken, range].sort((a, b) => a.lo - b.lo);
    if (!this.#mistakes.forgets) this.#eraseKept();
  }

  #eraseKept(): void {
    for (const range of this.#kept) this.#giveBack(range);
    this.#kept = [];
  }

  #giveBack(range: Range): void {
    this.#taken = this.#taken.filter((other) => other.lo !== range.lo);
    this.#emit({ kind: 'erased', range, call: null });
  }

  #erase(context: ToyContext, stand: Stand, refuse: boolean): boolean {
    const { pfn } = stand.request as Extract<Request, { fn: 'free' }>;
    const { memory } = this;
    const isRefused = refuse || memory.pressure !== 'none';
    memory.asked += 1;
    if (isRefused) memory.refused += 1;
    this.#accesses?.change(PAGES);
    this.#emit({ kind: 'memory', call: stand.call, need: 'erase', granted: !isRefused });
    const range = this.#taken.find(({ lo, hi }) => lo <= pfn && pfn <= hi);
    if (range !== undefined && isRefused) {
      this.#kept = [...this.#kept, range];
      this.#emit({ kind: 'kept', range, call: stand.call });
      this.#emit({ kind: 'deferred', range, call: stand.call, at: this.place });
    } else if (range !== undefined) {
      this.#giveBack(range);
      if (!this.#mistakes.forgets) this.#eraseKept();
    }
    this.#respond(context, stand, null, null);
    return true;
  }

  #respond(
    context: ToyContext,
    { call }: Stand,
    granted: Range | null,
    because: string | null,
  ): void {
    context.stand = null;
    this.#touch(context, call);
    if (granted !== null) this.calls.grant(call, granted);
    this.#emit({ kind: 'responded', call, granted, refused: because !== null, because });
  }

  #touch(context: ToyContext, call: number): void {
    this.#accesses?.change(contextObject(this.contexts.indexOf(context)));
    this.#accesses?.change(callObject(call));
  }

  #emit(fact: Fact): void {
    this.#accesses?.tell(fact.kind);
    this.#sink(fact);
  }

  #bank(): RegisterBank {
    const { contexts, memory } = this;
    const shared = ['taken', 'kept', 'pressure'] as const;
    const held = {
      taken: () => this.#taken,
      kept: () => this.#kept,
      pressure: () => memory.pressure,
    };
    return {
      registers: [
        ...shared.map((name) => ({ pool: name, of: name, observe: held[name] })),
        ...contexts.map((one) => ({ pool: 'at', of: `${one.id} at`, observe: () => one.stand })),
      ],
      read: (into, at) => {
        for (const [n, name] of shared.entries()) into[at + n] = held[name]();
        for (const [n, { stand }] of contexts.entries()) into[at + shared.length + n] = stand;
      },
      write: (from, at) => {
        this.#taken = from[at] as readonly Range[];
        this.#kept = from[at + 1] as readonly Range[];
        memory.pressure = from[at + 2] as Pressure;
        for (const [n, context] of contexts.entries()) {
          context.stand = from[at + shared.length + n] as Stand | null;
        }
      },
    };
  }
}
