import { judgesBank } from '../../abstraction/broken-before.ts';
import { givenBackBy, withoutWhoReserved } from '../../abstraction/given-back.ts';
import { keyOf } from '../../abstraction/key-of.ts';
import { joinBanks, type RegisterBank } from '../../abstraction/register.ts';
import type { Fact } from '../../model/fact.ts';
import { Judges } from '../../model/judges.ts';
import type { Action } from '../../port/action.ts';
import type { Subject } from '../../port/subject.ts';
import type { Snapshots, System } from '../../port/system.ts';
import { fillersOf, GRANULE, type Scope, spaceOf } from '../run/scope.ts';
import { CannotSearch } from './cannot-search.ts';
import { searchedAdvanceJiffies } from './searched-advance.ts';

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

/** A system and the judges that hear its facts: what a run happens to. */
export class World {
  readonly system: System;
  readonly judges: Judges;
  readonly #subject: Subject;
  readonly #snapshots: Snapshots | null;
  /** Made when it is first asked for: most runs only go forward. */
  #bank: RegisterBank | null = null;
  /** As many as there are registers: a copy is filled faster than a new list grows. */
  #blank: readonly null[] = [];
  /** Which actions so far, from 0, met a refusal of memory. */
  readonly refusedAt: number[] = [];
  /** Time passed, but less of it than a search lets pass. */
  cutsTimeShort = false;
  #actions = 0;
  /** What callers give back is forgotten: states that differ in it only are one. */
  readonly #forgets: boolean;
  /** Hears every fact after the judges: for timelines and for comparing two runs. */
  onFact: ((fact: Fact) => void) | null = null;
  /** Of the one context that has been stepping alone: loop heads met, with the state there. */
  readonly #heads = new Map<string, LoopHead>();
  #alone: string | null = null;
  #stepsAlone = 0;
  /** Where the loop begins that the last action went round; null: it closed none. */
  #loopBegins: string | null = null;
  /** A context went on alone for so long that nobody knows whether it ever comes to rest. */
  unending = false;
  #looping = false;
  #waiting = false;

  /**
   * `forSearch`: it can come back to states.
   * @throws CannotSearch if it is to come back to states and the system cannot
   */
  constructor(subject: Subject, scope: Scope, forSearch = false) {
    const space = spaceOf(scope);
    this.#subject = subject;
    this.#forgets = forSearch && scope.callers === 'well-behaved';
    const { cpus, irqs, timers, memory: treeMemory } = scope;
    const fillers = fillersOf(scope);
    this.system = subject.boot(
      { space, granule: GRANULE, cpus, irqs, fillers, treeMemory, timers, forSearch },
      (fact) => this.#tell(fact),
    );
    this.#snapshots = this.system.snapshots;
    if (forSearch && this.#snapshots === null) throw new CannotSearch(subject, 'save its states');
    const { properties, traits } = subject;
    const untimed = timers === 'any' && properties.some((property) => property.timed);
    const judged = untimed ? properties.filter((property) => !property.timed) : properties;
    this.judges = new Judges(judged, traits, space, () => this.place);
    if (fillers !== null) this.judges.ledger.begin(fillers, this.system.fillers);
  }

  /** The whole state. */
  get bank(): RegisterBank {
    if (this.#bank !== null) return this.#bank;
    const { judges } = this;
    if (this.#snapshots === null) throw new CannotSearch(this.#subject, 'save its states');
    const bank = joinBanks([this.#snapshots.bank, judgesBank(judges, this.#subject.traits.gap)]);
    const registers = bank.registers.map((register) =>
      this.#forgets ? withoutWhoReserved(register, judges.ledger) : register,
    );
    this.#blank = registers.map(() => null);
    this.#bank = { ...bank, registers };
    return this.#bank;
  }

  /** The present step, or the last one, as signatures name it: of a loop, where it begins. */
  get place(): string {
    return this.#loopBegins ?? this.system.place;
  }

  /** Takes an enabled action. Returns whether a refusal it carries met a request. */
  apply(action: Action): boolean {
    const { memory } = this.system;
    const before = memory.refused;
    this.#loopBegins = null;
    if (action.do === 'advance' && action.byJiffies < searchedAdvanceJiffies(this.system)) {
      this.cutsTimeShort = true;
    }
    const met = this.system.apply(action);
    if (memory.refused > before) this.refusedAt.push(this.#actions);
    this.#actions += 1;
    if (action.do === 'start' && this.#forgets) {
      const call = givenBackBy(action.call);
      if (call !== null) this.system.calls.forget(call);
    }
    this.#watchLoops(action);
    this.#watchWaits();
    return met;
  }

  /** Reports once if everybody waits. */
  #watchWaits(): void {
    const waiting = this.system.blocked();
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
   * A context that steps alone and comes back to a loop head it met before, with the whole system
   * in the same state, will go round for ever. States are compared from the second visit on.
   */
  #watchLoops(action: Action): void {
    if (action.do !== 'step' || action.on !== this.#alone) {
      if (this.#heads.size > 0) this.#heads.clear();
      this.#stepsAlone = 0;
      this.#alone = action.do === 'step' ? action.on : null;
    }
    if (action.do !== 'step' || this.#looping) return;
    const context = this.system.context(action.on);
    this.#stepsAlone = context?.busy === true ? this.#stepsAlone + 1 : 0;
    if (this.#stepsAlone > MANY_STEPS_ALONE) this.unending = true;
    if (context?.next?.loop === undefined || this.#snapshots === null) return;
    const head = `${context.next.at} ${context.next.loop.knows.join()}`;
    const before = this.#heads.get(head);
    const { place } = this.system;
    const { steps } = context;
    if (before === undefined) {
      this.#heads.set(head, { state: null, steps, place });
      return;
    }
    const { registers } = this.#snapshots.bank;
    const state = keyOf(registers.map((register) => register.observe()));
    this.#heads.set(head, { state, steps, place });
    if (state !== before.state) return;
    this.#looping = true;
    // Of nested loops several heads are met: the loop has one name wherever the watch began.
    const round = [...this.#heads].filter(([, met]) => met.steps > before.steps);
    const [first] = round.toSorted(([a], [b]) => (a < b ? -1 : 1));
    this.#loopBegins = first?.[1].place ?? place;
    this.#tell({ kind: 'looped', on: context.id, steps: steps - before.steps });
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
    this.#loopBegins = null;
    this.#looping = false;
    // If everybody waits here, that may be reported again: twice says no more than once.
    this.#waiting = false;
  }

  /** All that has consequences, as a text: equal texts are one state. */
  key(): string {
    return keyOf(this.bank.registers.map((register) => register.observe()));
  }
}
