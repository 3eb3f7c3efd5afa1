import type { Action } from '../../port/action.ts';
import type { Design, Domain, Dump } from '../../impl/designs/design.ts';
import { Machine } from '../../impl/twin/machine.ts';
import type { Timers } from '../../port/setting.ts';
import type { TreeMemory } from '../../port/setting.ts';
import type { Call, ContextId } from '../../model/call.ts';
import type { Fact, Pressure } from '../../model/fact.ts';
import type { Pfn, Range } from '../../model/range.ts';

type Response = Extract<Fact, { kind: 'responded' }>;

interface RigOptions {
  readonly cpus?: number;
  readonly irqs?: number;
  readonly memory?: TreeMemory;
  readonly timers?: Timers;
  readonly startPfn?: Pfn;
  readonly topPfn?: Pfn;
}

interface CallOptions {
  readonly on?: ContextId;
  /** Steps whose label holds one of these are refused the memory that they ask for. */
  readonly refuse?: readonly string[];
}

/** First pfn beyond 32 bits in a rig. */
export const DMA32: Pfn = 1024;
/** Highest pfn of a rig; the lowest is 992. */
export const TOP: Pfn = 1055;

/** A machine on which a test takes explicit actions, and all that it tells. */
export class Rig {
  readonly facts: Fact[] = [];
  readonly machine: Machine;
  readonly #design: Design;

  constructor(design: Design, options: RigOptions = {}) {
    const { cpus = 2, irqs = 0, memory = 'adversarial', timers = 'exact' } = options;
    const { startPfn = DMA32 - 32, topPfn = TOP } = options;
    const space = { startPfn, dma32: DMA32, topPfn };
    const setup = {
      cpus,
      irqs,
      timers,
      space,
      granule: 4096,
      fillers: null,
      treeMemory: memory,
      forSearch: false,
    };
    this.#design = design;
    this.machine = new Machine(design, setup, (fact) => this.facts.push(fact));
  }

  get domain(): Domain {
    return this.machine.domain;
  }

  /** Takes an action, which must be enabled. Returns whether a refusal it carries met a request. */
  act(action: Action): boolean {
    if (!this.machine.enabled(action)) throw new Error(`not enabled: ${JSON.stringify(action)}`);
    return this.machine.apply(action);
  }

  /** Begins a call, which stops before its first step; returns its number. */
  start(on: ContextId, call: Call): number {
    const number = this.machine.calls.next(on);
    this.act({ do: 'start', on, call });
    return number;
  }

  step(on: ContextId, refuse: boolean = false): boolean {
    return this.act(refuse ? { do: 'step', on, refuse } : { do: 'step', on });
  }

  /** The label of the step that the context takes next; null if it is in nothing. */
  nextStep(on: ContextId): string | null {
    return this.machine.contexts.find((context) => context.id === on)?.next?.at ?? null;
  }

  /** Steps until the next step of the context is the one with this label. */
  stepTo(on: ContextId, label: string, refuse: readonly string[] = []): void {
    while (this.nextStep(on) !== label) {
      if (!this.#isBusy(on)) throw new Error(`${on} has come to its end before ${label}`);
      this.#stepUnless(on, refuse);
    }
  }

  /** Steps until the context is in nothing. */
  finish(on: ContextId, refuse: readonly string[] = []): void {
    while (this.#isBusy(on)) this.#stepUnless(on, refuse);
  }

  /** A whole call with nothing between its steps; returns its number. */
  call(call: Call, { on = 'cpu0', refuse = [] }: CallOptions = {}): number {
    const number = this.start(on, call);
    this.finish(on, refuse);
    return number;
  }

  /** Allocates up to `limit`, aligned. */
  alloc(sizePages: number, limit: Pfn = TOP, options: CallOptions = {}): number {
    return this.call({ fn: 'alloc', sizePages, limit, aligned: true }, options);
  }

  /** Frees what call `of` was granted, by its first page. */
  free(of: number, options: CallOptions = {}): number {
    return this.call({ fn: 'free', what: { call: of, offsetPages: 0 } }, options);
  }

  /** Frees it so that the range is deferred: memory is refused to the erase. */
  defer(of: number): number {
    return this.free(of, { refuse: ['remove_iova'] });
  }

  reserve(lo: Pfn, hi: Pfn, options: CallOptions = {}): number {
    return this.call({ fn: 'reserve', lo, hi }, options);
  }

  put(): number {
    return this.call({ fn: 'put' }, { on: 'teardown' });
  }

  press(level: Pressure): void {
    this.act({ do: 'pressure', level });
  }

  pass(byJiffies: number): void {
    this.act({ do: 'advance', byJiffies });
  }

  /** The timer expires and a worker picks the work up, which stands before its first step. */
  wakeWorker(): void {
    this.step('timer');
    this.step('worker');
  }

  /** What call number `call` was granted; fails if nothing. */
  range(call: number): Range {
    const range = this.machine.calls.grantOf(call);
    if (range === null) throw new Error(`call ${call} holds nothing`);
    return range;
  }

  response(call: number): Response {
    const found = this.factsOf('responded').find((fact) => fact.call === call);
    if (found === undefined) throw new Error(`call ${call} has not responded`);
    return found;
  }

  factsOf<K extends Fact['kind']>(kind: K): readonly Extract<Fact, { kind: K }>[] {
    return this.facts.filter((fact): fact is Extract<Fact, { kind: K }> => fact.kind === kind);
  }

  /** What can be seen of the domain at rest. */
  dump(): Dump {
    return this.#design.dump(this.machine.domain);
  }

  #isBusy(on: ContextId): boolean {
    return this.machine.contexts.some((context) => context.id === on && context.busy);
  }

  #stepUnless(on: ContextId, refuse: readonly string[]): void {
    const label = this.nextStep(on) ?? '';
    this.step(
      on,
      refuse.some((part) => label.includes(part)),
    );
  }
}
