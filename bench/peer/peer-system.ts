import type { Context } from '../../impl/kernel/context.ts';
import type { Action } from '../../port/action.ts';
import { CallBook } from '../../port/call-book.ts';
import type { FlatMoves, Snapshots, System } from '../../port/system.ts';
import type { Assertions } from './assertions.ts';
import type { PeerBounds } from './bounds.ts';
import { PeerProblem } from './peer-problem.ts';
import { type Fork, MOST_WAYS } from './way.ts';

/**
 * The problem of `iova.pml` behind the port. Its processes make their calls by themselves, and
 * assertions judge them, so no call is started from outside and no fact is emitted. If a step can
 * be taken in several ways, `apply` takes the first one that is open; flat moves offer all of them.
 */
export class PeerSystem implements System {
  readonly space = { startPfn: 0, dma32: 0, topPfn: 0 };
  readonly calls = new CallBook([], true);
  readonly memory = { pressure: 'none', asked: 0, refused: 0 } as const;
  readonly stock = [];
  readonly opening = [];
  readonly fillers = [];
  readonly putInvoked = false;
  readonly snapshots: Snapshots;
  readonly trials = null;
  readonly recording = null;
  readonly timing = null;
  readonly flat: FlatMoves;
  readonly #problem: PeerProblem;

  constructor(bounds: PeerBounds) {
    this.#problem = new PeerProblem(bounds);
    this.snapshots = { bank: this.#problem.bank(), settle: () => undefined };
    this.flat = new PeerMoves(this.#problem);
  }

  get contexts(): readonly Context[] {
    return this.#problem.processes;
  }

  get assertions(): Assertions {
    return this.#problem.assertions;
  }

  get place(): string {
    return this.#problem.kernel.place;
  }

  context(id: string): Context | undefined {
    return this.contexts.find((context) => context.id === id);
  }

  enabled(action: Action): boolean {
    return action.do === 'step' && this.canStep(action.on);
  }

  whyNotEnabled(action: Action): string | null {
    return this.enabled(action) ? null : 'it has no such step now';
  }

  apply(action: Action): boolean {
    if (action.do !== 'step') return false;
    const at = this.contexts.findIndex(({ id }) => id === action.on);
    const move = this.flat.moves().find((one) => Math.floor(one / MOST_WAYS) === at);
    if (move !== undefined) this.flat.apply(move);
    return action.refuse !== true;
  }

  canStartAny(): boolean {
    return false;
  }

  canStart(): boolean {
    return false;
  }

  canStep(on: string): boolean {
    const context = this.context(on);
    return context?.next?.enabled(context) === true;
  }

  asks(): boolean {
    return false;
  }

  resolve(): null {
    return null;
  }

  callsInProgress(): number {
    return 0;
  }

  blocked(): readonly Context[] {
    return [];
  }

  startOver(): boolean {
    return false;
  }
}

/** A move is a process, and one way on from the label where it is. */
class PeerMoves implements FlatMoves {
  readonly #problem: PeerProblem;

  constructor(problem: PeerProblem) {
    this.#problem = problem;
  }

  get closed(): boolean {
    return this.#problem.assertions.closed;
  }

  moves(): readonly number[] {
    const { processes } = this.#problem;
    const moves: number[] = [];
    for (let at = 0; at < processes.length; at += 1) {
      const process = processes[at] as (typeof processes)[number];
      const fork = process.next as Fork | null;
      if (fork === null) continue;
      const { ways } = fork;
      for (let way = 0; way < ways.length; way += 1) {
        if (ways[way]?.when(process) === true) moves.push(at * MOST_WAYS + way);
      }
    }
    return moves;
  }

  apply(move: number): void {
    const { processes, forks, kernel } = this.#problem;
    const way = move % MOST_WAYS;
    forks.chosen = way;
    processes[(move - way) / MOST_WAYS]?.step(kernel);
  }

  takeBroken(): readonly string[] {
    const { assertions } = this.#problem;
    if (assertions.news.length === 0) return NOTHING;
    const { news } = assertions;
    assertions.news = [];
    return news;
  }
}

const NOTHING: readonly string[] = [];
