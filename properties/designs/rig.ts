import type { Action } from '../../port/action.ts';
import type { Design, Domain, Dump } from '../../impl/designs/design.ts';
import { Machine } from '../../impl/twin/machine.ts';
import type { CacheScope, Timers } from '../../port/setting.ts';
import type { TreeMemory } from '../../port/tree-memory.ts';
import type { Call } from '../../model/call.ts';
import type { ContextId } from '../../model/context-id.ts';
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
  readonly caches?: CacheScope | null;
}

interface CallOptions {
  readonly on?: ContextId;
  /** A step is refused the memory that it asks for if its label contains one of these. */
  readonly refuse?: readonly string[];
}

/** The first pfn of a rig beyond 32 bits. */
export const DMA32: Pfn = 1024;
/** The highest pfn of a rig, inclusive. The lowest is 992. Options can change both. */
export const TOP: Pfn = 1055;

/** A machine on which a test takes explicit actions, and every fact that it emits. */
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
      caches: options.caches ?? null,
      treeMemory: memory,
      treeWarns: false,
      forSearch: false,
    };
    this.#design = design;
    this.machine = new Machine(design, setup, (fact) => this.facts.push(fact));
  }

  get domain(): Domain {
    return this.machine.domain;
  }

  /**
   * Takes an action. Returns false if it has a refusal that met no request, else true.
   * @throws Error if the action is not enabled
   */
  act(action: Action): boolean {
    if (!this.machine.enabled(action)) throw new Error(`not enabled: ${JSON.stringify(action)}`);
    return this.machine.apply(action);
  }

  /** Begins a call, but takes no step of it. Returns its number. */
  start(on: ContextId, call: Call): number {
    const number = this.machine.calls.next(on);
    this.act({ do: 'start', on, call });
    return number;
  }

  step(on: ContextId, refuse: boolean = false): boolean {
    return this.act(refuse ? { do: 'step', on, refuse } : { do: 'step', on });
  }

  /** The label of the step that the context takes next; null: it has nothing to do. */
  nextStep(on: ContextId): string | null {
    return this.machine.contexts.find((context) => context.id === on)?.next?.at ?? null;
  }

  /** Steps until the next step of the context has this label. @throws Error if it never has */
  stepTo(on: ContextId, label: string, refuse: readonly string[] = []): void {
    while (this.nextStep(on) !== label) {
      if (!this.#isBusy(on)) throw new Error(`${on} has come to its end before ${label}`);
      this.#stepUnless(on, refuse);
    }
  }

  /** Steps until the context has nothing to do. */
  finish(on: ContextId, refuse: readonly string[] = []): void {
    while (this.#isBusy(on)) this.#stepUnless(on, refuse);
  }

  /** Makes a whole call; no other context steps in between. Returns its number. */
  call(call: Call, { on = 'cpu0', refuse = [] }: CallOptions = {}): number {
    const number = this.start(on, call);
    this.finish(on, refuse);
    return number;
  }

  /** Allocates aligned pages up to `limit`, inclusive. Returns the number of the call. */
  alloc(sizePages: number, limit: Pfn = TOP, options: CallOptions = {}): number {
    return this.call({ fn: 'alloc', sizePages, limit, aligned: true }, options);
  }

  /** Frees what call number `of` was granted, by its first page. Returns the number of the free. */
  free(of: number, options: CallOptions = {}): number {
    return this.call({ fn: 'free', what: { call: of, offsetPages: 0 } }, options);
  }

  /** Frees what call number `of` was granted, but refuses the erase memory, so it is deferred. */
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

  /** The timer expires, and the worker picks up the work. The work has taken no step yet. */
  wakeWorker(): void {
    this.step('timer');
    this.step('worker');
  }

  /** The range that call number `call` was granted. @throws Error if there is none */
  range(call: number): Range {
    const range = this.machine.calls.grantOf(call);
    if (range === null) throw new Error(`call ${call} holds nothing`);
    return range;
  }

  /** The fact that call number `call` has responded. @throws Error if it has not */
  response(call: number): Response {
    const found = this.factsOf('responded').find((fact) => fact.call === call);
    if (found === undefined) throw new Error(`call ${call} has not responded`);
    return found;
  }

  factsOf<K extends Fact['kind']>(kind: K): readonly Extract<Fact, { kind: K }>[] {
    return this.facts.filter((fact): fact is Extract<Fact, { kind: K }> => fact.kind === kind);
  }

  /** The state of the domain at rest. */
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
