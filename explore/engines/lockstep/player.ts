import type { Call } from '../../../model/call.ts';
import type { Fact } from '../../../model/fact.ts';
import { type Range, sizePages } from '../../../model/range.ts';
import { judgedBy, type Subject } from '../../../port/subject.ts';
import type { Action } from '../../../port/action.ts';
import { mayCall, nameableCalls } from '../../world/callers.ts';
import { CannotSearch } from '../../world/cannot-search.ts';
import { LONGEST_BOUND_JIFFIES, maxAdvanceJiffies } from '../../world/searched-advance.ts';
import { World } from '../../world/world.ts';
import type { Scope } from '../../run/scope.ts';
import type { Answer, Round } from './round.ts';

/** More steps than any round takes in these scopes. */
const STEPS_MAX = 2000;

/** One design that answers round after round. */
export class Player {
  readonly #world: World;
  #answer: Fact | null = null;
  #isWrong = false;

  /** @throws CannotSearch if the system cannot save its states, or has no clock */
  constructor(subject: Subject, scope: Scope) {
    this.#world = new World(judgedBy(subject, []), scope, 'search');
    if (this.#world.system.timing === null) throw new CannotSearch(subject, 'let time pass');
    const { ledger } = this.#world.judges;
    this.#world.onFact = (fact) => {
      if (fact.kind === 'responded') this.#answer = fact;
      const { clash, lostOwned, lostReserved } = ledger;
      if (fact.kind === 'misused' || clash !== null) this.#isWrong = true;
      if (lostOwned !== null || lostReserved !== null) this.#isWrong = true;
    };
  }

  save(): readonly unknown[] {
    return this.#world.save();
  }

  restore(saved: readonly unknown[]): void {
    this.#world.restore(saved);
  }

  key(): string {
    return this.#world.key();
  }

  /** The calls whose grants a well-behaved caller owns. */
  owned(): readonly number[] {
    return nameableCalls(this.#world, 'well-behaved');
  }

  /** Whether a well-behaved caller may make the call. */
  mayMake(call: Call): boolean {
    const action: Action = { do: 'start', on: 'cpu0', call };
    return (
      this.#world.system.enabled(action) && mayCall(this.#world.judges.ledger, 'well-behaved', call)
    );
  }

  play(round: Round): Answer {
    this.#isWrong = false;
    if (round.isShort) this.#world.apply({ do: 'pressure', level: 'nodes' });
    const ended = round.kind === 'time' ? this.#letTimePass(round.isShort) : this.#make(round.call);
    if (round.isShort) this.#world.apply({ do: 'pressure', level: 'none' });
    const { deferred } = this.#world.judges.ledger;
    const deferredPages = deferred.reduce((sum, range) => sum + sizePages(range), 0);
    const answer = this.#answer;
    const [granted, isRefused]: readonly [Range | null, boolean] =
      answer?.kind === 'responded' && round.kind === 'call'
        ? [answer.granted, answer.refused]
        : [null, false];
    if (this.#isWrong) return { kind: 'wrong', granted, deferredPages };
    const kind = !ended ? 'never' : isRefused ? 'refused' : granted === null ? 'ended' : 'granted';
    return { kind, granted, deferredPages };
  }

  /** Makes the call, alone. False: it does not end. */
  #make(call: Call): boolean {
    const world = this.#world;
    this.#answer = null;
    world.apply({ do: 'start', on: 'cpu0', call });
    const isOver = (): boolean => world.system.context('cpu0')?.busy !== true;
    return this.#stepUntil(isOver, ['cpu0', 'worker']);
  }

  /**
   * Lets the work run whenever it is due, until more time has passed than any bound allows; or only
   * once. False: it does not come to rest.
   */
  #letTimePass(isOnce: boolean): boolean {
    const { system } = this.#world;
    const isAtRest = (): boolean => !system.canStep('worker') && !system.canStep('timer');
    let leftJiffies = LONGEST_BOUND_JIFFIES + 1;
    while (leftJiffies > 0) {
      if (!this.#stepUntil(isAtRest, ['worker', 'timer'])) return false;
      const byJiffies = Math.min(maxAdvanceJiffies(system), leftJiffies);
      if (byJiffies < 1) return false;
      this.#world.apply({ do: 'advance', byJiffies });
      leftJiffies = isOnce ? 0 : leftJiffies - byJiffies;
    }
    return this.#stepUntil(isAtRest, ['worker', 'timer']);
  }

  /** Takes steps of the first of these contexts that can take one. False: none can, or too many. */
  #stepUntil(isOver: () => boolean, among: readonly ('cpu0' | 'worker' | 'timer')[]): boolean {
    const { system } = this.#world;
    for (let steps = 0; steps < STEPS_MAX; steps += 1) {
      if (isOver()) return true;
      const on = among.find((id) => system.canStep(id));
      if (on === undefined) return false;
      this.#world.apply({ do: 'step', on });
    }
    return false;
  }
}
