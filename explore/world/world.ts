import type { Action } from '../../port/action.ts';
import type { Design } from '../../impl/designs/design.ts';
import { Machine } from '../../impl/twin/machine.ts';
import { machineBank } from '../../impl/twin/machine-bank.ts';
import { keyOf } from '../../abstraction/key-of.ts';
import type { Call } from '../../model/call.ts';
import { Judges } from '../../model/judges.ts';
import { hasRole } from '../../model/role.ts';
import { originOf } from '../../port/call-origin.ts';
import type { Fact } from '../../model/fact.ts';
import type { Property } from '../../model/property.ts';
import { joinBanks, type Register, type RegisterBank } from '../../abstraction/register.ts';
import { reserveFillers } from '../../impl/twin/fillers.ts';
import { searchedAdvanceJiffies } from './searched-advance.ts';
import { fillersOf, GRANULE, type Scope, spaceOf } from '../run/scope.ts';

/** More steps than any call or run of the work takes in the scopes of random runs. */
const MANY_STEPS_ALONE = 180;

/** The head of a loop, as it was met last. */
interface LoopHead {
  /** Null: it was met once. */
  readonly state: string | null;
  readonly steps: number;
  /** The step that led there. */
  readonly place: string;
}

/** A machine and the judges that hears its facts: what a run happens to. */
export class World {
  readonly machine: Machine;
  readonly judges: Judges;
  /** Made when it is first asked for: most runs only go forward. */
  #bank: RegisterBank | null = null;
  #ofMachine: RegisterBank | null = null;
  /** As many as there are registers: a copy is filled faster than a new list grows. */
  #blank: readonly null[] = [];
  /** Which actions so far, from 0, met a refusal of memory. */
  readonly refusedAt: number[] = [];
  /** Time passed, but less of it than a search lets pass. */
  cutsTimeShort = false;
  #actions = 0;
  /** What is given back is forgotten: states that differ in it only are one. */
  readonly #forgets: boolean;
  /** Hears every fact after the judges: for timelines and for comparing two runs. */
  onFact: ((fact: Fact) => void) | null = null;
  /** Of the one context that has been stepping alone: loop heads met, with the state there. */
  readonly #heads = new Map<string, LoopHead>();
  #alone: string | null = null;
  #stepsAlone = 0;
  /** A context went on alone for so long that nobody knows whether it ever comes to rest. */
  unending = false;
  #begun = false;
  #looping = false;
  #waiting = false;

  /** `forSearch`: it can come back to states. */
  constructor(design: Design, scope: Scope, properties: readonly Property[], forSearch = false) {
    const space = spaceOf(scope);
    this.#forgets = forSearch && scope.callers === 'well-behaved';
    // Of the set-up nothing is told.
    const sink = (fact: Fact): void => {
      if (this.#begun) this.#tell(fact);
    };
    this.machine = new Machine(
      design,
      {
        space,
        granule: GRANULE,
        treeMemory: scope.memory,
        cpus: scope.cpus,
        irqs: scope.irqs,
        timers: scope.timers,
        forSearch,
      },
      sink,
    );
    const { kernel } = this.machine;
    const untimed = scope.timers === 'any' && properties.some((property) => property.timed);
    const judged = untimed ? properties.filter((property) => !property.timed) : properties;
    this.judges = new Judges(judged, design.traits, space, () => kernel.place);
    const fillers = fillersOf(scope);
    if (fillers !== null) {
      this.judges.ledger.begin(fillers, reserveFillers(this.machine, design, fillers));
    }
    this.#begun = true;
  }

  get #machineBank(): RegisterBank {
    this.#ofMachine ??= machineBank(this.machine);
    return this.#ofMachine;
  }

  /** The whole state. */
  get bank(): RegisterBank {
    if (this.#bank !== null) return this.#bank;
    const bank = joinBanks([this.#machineBank, this.judges.bank()]);
    const registers = bank.registers.map((register) =>
      this.#forgets ? this.#forWellBehaved(register) : register,
    );
    this.#blank = registers.map(() => null);
    this.#bank = { ...bank, registers };
    return this.#bank;
  }

  /** Well-behaved callers never name a reservation. */
  #forWellBehaved(register: Register): Register {
    const { ledger } = this.judges;
    if (register.pool !== 'reserved') return register;
    return { ...register, observe: () => new Set(ledger.reserved.map(({ range }) => range)) };
  }

  /** Takes an enabled action. Returns whether a refusal it carries met a request. */
  apply(action: Action): boolean {
    const { memory } = this.machine.kernel;
    const before = memory.refused;
    if (action.do === 'advance' && action.byJiffies < searchedAdvanceJiffies(this.machine)) {
      this.cutsTimeShort = true;
    }
    const met = this.machine.apply(action);
    if (memory.refused > before) this.refusedAt.push(this.#actions);
    this.#actions += 1;
    if (action.do === 'start') this.#forgetGivenBack(action.call);
    this.#watchLoops(action);
    this.#watchWaits();
    return met;
  }

  /** Well-behaved callers never again name what they have given back. */
  #forgetGivenBack(call: Call): void {
    if (!this.#forgets || !hasRole(call, 'gives back')) return;
    const origin = originOf(call);
    if (origin !== null) this.machine.calls.forget(origin);
  }

  /** Tells once if everybody waits. */
  #watchWaits(): void {
    const waiting = this.machine.blocked();
    if (!this.#waiting) {
      for (const { id, next } of waiting) {
        this.#tell({ kind: 'blocked', on: id, at: next?.at ?? '' });
      }
    }
    this.#waiting = waiting.length > 0;
  }

  #tell(fact: Fact): void {
    this.judges.hear(fact);
    this.onFact?.(fact);
  }

  /** Whether a context was seen to go round for ever. */
  get looping(): boolean {
    return this.#looping;
  }

  /**
   * A context that steps alone and comes back to a loop head it met before, with the whole machine
   * in the same state, will go round for ever. States are compared from the second visit on.
   */
  #watchLoops(action: Action): void {
    if (action.do !== 'step' || action.on !== this.#alone) {
      if (this.#heads.size > 0) this.#heads.clear();
      this.#stepsAlone = 0;
      this.#alone = action.do === 'step' ? action.on : null;
    }
    if (action.do !== 'step' || this.#looping) return;
    const context = this.machine.context(action.on);
    this.#stepsAlone = context?.busy === true ? this.#stepsAlone + 1 : 0;
    if (this.#stepsAlone > MANY_STEPS_ALONE) this.unending = true;
    if (context?.next?.loop === undefined) return;
    const head = `${context.next.at} ${context.next.loop.knows.join()}`;
    const before = this.#heads.get(head);
    const { place } = this.machine.kernel;
    if (before === undefined) {
      this.#heads.set(head, { state: null, steps: context.steps, place });
      return;
    }
    const state = keyOf(this.#machineBank.registers.map((register) => register.observe()));
    if (state === before.state) {
      this.#looping = true;
      const steps = context.steps - before.steps;
      this.#heads.set(head, { state, steps: context.steps, place });
      // Of loops in each other several heads are met: it has one name wherever the watch began.
      const round = [...this.#heads].filter(([, met]) => met.steps > before.steps);
      const [first] = round.toSorted(([a], [b]) => (a < b ? -1 : 1));
      this.machine.kernel.place = first?.[1].place ?? place;
      this.#tell({ kind: 'looped', on: context.id, steps });
    } else this.#heads.set(head, { state, steps: context.steps, place });
  }

  /** What every register holds; only a world for search can come back to it. */
  save(): readonly unknown[] {
    const { bank } = this;
    const saved: unknown[] = this.#blank.slice();
    bank.read(saved, 0);
    return saved;
  }

  /** Comes back to a state, with nothing broken yet. */
  restore(saved: readonly unknown[]): void {
    this.bank.write(saved, 0);
    this.arrive();
  }

  /** The registers hold another state: what was counted belongs to another run. */
  arrive(): void {
    this.judges.breaches = [];
    this.refusedAt.length = this.#actions = 0;
    this.cutsTimeShort = false;
    if (this.#heads.size > 0) this.#heads.clear();
    this.#alone = null;
    this.#looping = false;
    // If everybody waits here, that may be told again: told twice it says no more than once.
    this.#waiting = false;
  }

  /** All that has consequences, as a text: equal texts are one state. */
  key(): string {
    return keyOf(this.bank.registers.map((register) => register.observe()));
  }
}
