import { givenBackBy } from '../../abstraction/given-back.ts';
import { settledHistories } from '../../abstraction/seen-instants.ts';
import { keyOf } from '../../abstraction/key-of.ts';
import type { RegisterBank } from '../../abstraction/register.ts';
import type { Reads } from '../../abstraction/reads.ts';
import type { Fact } from '../../model/fact.ts';
import { Judges } from '../../model/judges.ts';
import type { Range } from '../../model/range.ts';
import type { Action } from '../../port/action.ts';
import { isCarelessIn } from '../../port/caller-kinds.ts';
import type { Subject } from '../../port/subject.ts';
import type { Snapshots, System } from '../../port/system.ts';
import type { Scope } from '../run/scope.ts';
import { CannotSearch } from './cannot-search.ts';
import { judgedIn } from './judged-in.ts';
import { actorOf, type Deed, INITIALLY } from './deed.ts';
import { LoopWatch } from './loop-watch.ts';
import { Past } from './past.ts';
import { causeIn } from './refusal-cause.ts';
import { searchedAdvanceJiffies } from './searched-advance.ts';
import { settingOf } from './setting-of.ts';
import { DeedNotes } from './deed-notes.ts';
import { WorldStates } from './world-states.ts';

/** How a call was answered. */
export interface CallAnswer {
  readonly call: number;
  readonly is: 'granted' | 'refused' | 'ended';
}

/**
 * What a world is for. `forward`: it only goes forward, and what caused a refusal stays open.
 * `explain`: likewise, but it finds out what did. `search`: it can go back to saved states, and its
 * user finds that out.
 */
export type WorldUse = 'forward' | 'explain' | 'search';

/** A system and the judges that hear its facts. Runs take place in a world. */
export class World {
  readonly system: System;
  readonly judges: Judges;
  readonly #subject: Subject;
  readonly #snapshots: Snapshots | null;
  /** Made when it is first needed: most runs only go forward. */
  #states: WorldStates | null = null;
  /** How each call that has responded was answered, in the order of responses. */
  answers: CallAnswer[] = [];
  /** The indices, from 0, of the actions so far in which a memory request was refused. */
  refusedAt: number[] = [];
  /** At some point time passed, but less of it than a search lets pass. */
  cutsTimeShort = false;
  #actions = 0;
  /** Whether grants are forgotten once callers give them back: such states count as one. */
  readonly #forgets: boolean;
  /** Receives every fact after the judges: for timelines and to compare two runs. */
  onFact: ((fact: Fact) => void) | null = null;
  readonly #loops: LoopWatch;
  #waiting = false;
  /** Takes the facts of the present action instead of the judges. */
  #unjudged: Fact[] | null = null;
  /** Whether deeds are noted, for the causes of refusals. */
  readonly notesDeeds: boolean;
  readonly #deeds = new DeedNotes();
  #past: Past | null = null;
  readonly #explains: boolean;
  /** The pages that are reserved before the first action; null: none are. */
  readonly #fillers: Range | null;
  /** Notes what is read of the state; null: nobody does. */
  reads: Reads | null = null;
  /** A world that goes back to saved states has no single row of answers. */
  readonly #keepsAnswers: boolean;
  /** In a search that explains refusals: what is known of their causes. Immutable plain data. */
  since: unknown = null;

  /** @throws CannotSearch if it is for a search, but the system cannot save its states */
  constructor(subject: Subject, scope: Scope, use: WorldUse) {
    const forSearch = use === 'search';
    const setting = settingOf(subject, scope, forSearch);
    this.#subject = subject;
    this.#loops = new LoopWatch(scope);
    this.#forgets = forSearch && !isCarelessIn(scope.callers, 'gives back');
    this.system = subject.boot(setting, (fact) => this.#tell(fact));
    this.#snapshots = this.system.snapshots;
    if (forSearch && this.#snapshots === null) throw new CannotSearch(subject, 'save its states');
    const { properties, traits } = judgedIn(subject, scope, this.system);
    const { space, fillers } = setting;
    this.judges = new Judges(properties, traits, space, () => this.#deeds.actor);
    const { trials } = this.system;
    const explains = use !== 'forward' && properties.some(({ refusals }) => refusals === true);
    this.notesDeeds = explains && trials !== null;
    this.#explains = use === 'explain';
    this.#keepsAnswers = !forSearch;
    this.#fillers = fillers;
    this.#begin();
  }

  /** Enters what there is before the first action. */
  #begin(): void {
    const { ledger } = this.judges;
    const { fillers, stock, opening, trials } = this.system;
    for (const fact of opening) this.judges.hear(fact);
    if (this.#fillers !== null) ledger.begin(this.#fillers, fillers);
    if (stock.length > 0) ledger.stock(stock);
    if (!this.#explains || !this.notesDeeds || trials === null) return;
    this.#past = new Past(trials, this.#subject.traits.gap, ledger.space);
    this.#past.add(ledger, INITIALLY, null);
  }

  /**
   * Goes back to before the first action, so that another run can begin; what the run before has
   * shown stays as it is. False: the system cannot, and another world has to be made.
   */
  startOver(): boolean {
    if (!this.system.startOver()) return false;
    this.judges.startOver();
    this.answers = [];
    this.refusedAt = [];
    this.arrive();
    this.#loops.startOver();
    this.#begin();
    return true;
  }

  /** @throws CannotSearch if the system cannot save its states */
  get states(): WorldStates {
    if (this.#states !== null) return this.#states;
    if (this.#snapshots === null) throw new CannotSearch(this.#subject, 'save its states');
    this.#states = new WorldStates(this.#snapshots.bank, this, {
      gap: this.#subject.traits.gap,
      forgets: this.#forgets,
      explains: this.notesDeeds,
    });
    return this.#states;
  }

  /**
   * The whole state.
   * @throws CannotSearch if the system cannot save its states
   */
  get bank(): RegisterBank {
    return this.states.bank;
  }

  /** What the last action was; of facts, only if deeds are noted. */
  get lastDeed(): Deed {
    return this.#deeds.deed;
  }

  get place(): string {
    return this.system.place;
  }

  /** Takes an enabled action. Returns false if the action carries a refusal that met no request. */
  apply(action: Action): boolean {
    const { memory } = this.system;
    const before = memory.refused;
    if (action.do === 'advance' && action.byJiffies < searchedAdvanceJiffies(this.system)) {
      this.cutsTimeShort = true;
    }
    const met = this.#act(action);
    if (memory.refused > before) this.refusedAt.push(this.#actions);
    this.#actions += 1;
    this.#watchLoops(action);
    this.#watchWaits();
    const { actor, said } = this.#deeds;
    this.#past?.add(this.judges.ledger, actor, said);
    if (this.#explains && this.judges.unexplained.length > 0) this.#explain();
    return met;
  }

  #act(action: Action): boolean {
    this.#deeds.begin(actorOf(this.system, action));
    const met = this.system.apply(action);
    if (action.do === 'start' && this.#forgets) {
      const call = givenBackBy(action.call);
      if (call !== null) this.system.calls.forget(call);
    }
    return met;
  }

  /** Takes an enabled action in a search, but adds its facts to `facts` instead of judging them. */
  act(action: Action, facts: Fact[]): boolean {
    this.#unjudged = facts;
    const met = this.#act(action);
    this.#unjudged = null;
    return met;
  }

  /** Judges the facts of an action that somebody took. */
  hear(actor: string, facts: readonly Fact[]): void {
    this.#deeds.begin(actor);
    for (const fact of facts) this.#tell(fact);
  }

  /** Takes an enabled action, and only looks for loops: for a state that is not gone on from. */
  applyUnheard(action: Action): void {
    this.#unjudged = [];
    this.system.apply(action);
    this.#watchLoops(action);
    this.#unjudged = null;
  }

  /**
   * Forgets what judges know and no state has, in a search that matches states: there it would come
   * from any state that looks the same. `Snapshots.settle()` does the same for the system.
   */
  settle(): void {
    const { ledger } = this.judges;
    ledger.histories = settledHistories(ledger, this.#subject.traits.gap);
  }

  /** Finds out what caused the refusals that the last action has shown. */
  #explain(): void {
    const past = this.#past;
    this.judges.explain((refusal) => {
      // Without trials, the step that decided has to do.
      if (past === null) return refusal.because ?? this.place;
      const since = past.wrongedSince(refusal);
      return causeIn(this.judges.ledger, refusal, since, this.#subject.traits.gap);
    });
  }

  /** Reports a `blocked` fact for each context, once, if all contexts that have work wait. */
  #watchWaits(): void {
    const waiting = this.system.blocked();
    if (!this.#waiting) {
      for (const { id, next } of waiting) {
        const who = actorOf(this.system, { do: 'step', on: id });
        this.#tell({ kind: 'blocked', on: id, at: next?.at ?? '', who });
      }
    }
    this.#waiting = waiting.length > 0;
  }

  #tell(fact: Fact): void {
    if (this.#unjudged !== null) {
      this.#unjudged.push(fact);
      return;
    }
    if (fact.kind === 'responded' && this.#keepsAnswers) {
      const { call, granted, refused } = fact;
      this.answers.push({ call, is: refused ? 'refused' : granted === null ? 'ended' : 'granted' });
    }
    this.judges.hear(fact);
    if (this.notesDeeds) {
      if (fact.kind === 'invoked') this.#past?.begin(fact.call);
      this.#deeds.note(fact, this.judges.ledger);
    }
    this.onFact?.(fact);
  }

  /** Whether a context was found to loop for ever. */
  get looping(): boolean {
    return this.#loops.looping;
  }

  /** A context went on alone for so long that it is not known whether it ever comes to rest. */
  get unending(): boolean {
    return this.#loops.unending;
  }

  #watchLoops(action: Action): void {
    if (action.do !== 'step') {
      this.#loops.interrupt();
      return;
    }
    const context = this.system.context(action.on);
    const steps = this.#loops.stepsOfRound(action.on, context, this.#snapshots);
    if (steps === null || context === undefined) return;
    this.#tell({ kind: 'looped', on: context.id, steps });
  }

  /** What every register holds. Only a world for search can return to it. */
  save(): readonly unknown[] {
    return this.states.save();
  }

  /** Returns to a saved state, with nothing broken so far. */
  restore(saved: readonly unknown[]): void {
    this.states.restore(saved);
    this.arrive();
  }

  /** Called after another state has been written: forgets what was counted on another run. */
  arrive(): void {
    this.judges.breaches = [];
    this.judges.unexplained = [];
    if (this.refusedAt.length > 0) this.refusedAt = [];
    this.#actions = 0;
    this.cutsTimeShort = false;
    this.#loops.arrive();
    // If all contexts wait here, that may be reported again, which does no harm.
    this.#waiting = false;
  }

  /** All of the state that has consequences, as a text: equal texts are the same state. */
  key(): string {
    return keyOf(this.bank.registers.map((register) => register.observe()));
  }
}
