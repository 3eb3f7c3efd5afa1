import type { Symmetry } from '../../abstraction/symmetry.ts';
import type { Model, Move, MoveCost } from '../../explore/state-space/model.ts';
import type { RegisterBank } from '../../abstraction/register.ts';
import type { Assertions } from './assertions.ts';
import type { PeerBounds } from './bounds.ts';
import { driverSymmetries } from './driver-symmetry.ts';
import { PeerProblem } from './peer-problem.ts';
import { type Fork, MOST_WAYS } from './way.ts';

/** Breadth first: a move costs a step, whoever takes it. */
const A_STEP: MoveCost = { calls: 0, refusals: 0, on: null };

/** The problem of `iova.pml` as a search explores it; `symmetric`: drivers can be exchanged. */
export class PeerModel implements Model {
  readonly bank: RegisterBank;
  readonly symmetries: readonly Symmetry[];
  readonly #problem: PeerProblem;

  constructor(bounds: PeerBounds, symmetric: boolean) {
    this.#problem = new PeerProblem(bounds);
    this.bank = this.#problem.bank();
    this.symmetries = symmetric ? driverSymmetries(bounds.drivers, this.bank.registers) : [];
  }

  get assertions(): Assertions {
    return this.#problem.assertions;
  }

  get closed(): boolean {
    return this.#problem.assertions.closed;
  }

  moves(): readonly Move[] {
    const { processes } = this.#problem;
    const moves: Move[] = [];
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

  apply(move: Move): boolean {
    const { processes, forks, kernel } = this.#problem;
    const way = move % MOST_WAYS;
    forks.chosen = way;
    processes[(move - way) / MOST_WAYS]?.step(kernel);
    return true;
  }

  costOf(): MoveCost {
    return A_STEP;
  }

  canGoOn(): boolean {
    return false;
  }

  arrive(): void {
    // All that there is, is in registers.
  }

  broken(): readonly string[] {
    const { assertions } = this.#problem;
    if (assertions.news.length === 0) return NOTHING;
    const { news } = assertions;
    assertions.news = [];
    return news;
  }

  probe(): null {
    return null;
  }
}

const NOTHING: readonly string[] = [];
