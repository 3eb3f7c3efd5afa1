import type { Subject } from '../../port/subject.ts';
import type { Scope } from '../run/scope.ts';
import { World, type WorldUse } from './world.ts';

/**
 * A world for many runs, one after another: it starts over for each, if its system can. If not, or
 * if the run before ended with an error, another world is made.
 */
export class ReusedWorld {
  readonly #subject: Subject;
  readonly #scope: Scope;
  readonly #use: WorldUse;
  #world: World | null = null;

  constructor(subject: Subject, scope: Scope, use: WorldUse) {
    this.#subject = subject;
    this.#scope = scope;
    this.#use = use;
  }

  /** What `run` returns of a world in which nothing has happened. It must not keep the world. */
  with<T>(run: (world: World) => T): T {
    const used = this.#world;
    this.#world = null;
    const world =
      used?.startOver() === true ? used : new World(this.#subject, this.#scope, this.#use);
    const result = run(world);
    this.#world = world;
    return result;
  }
}
