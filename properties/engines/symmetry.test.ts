/** Equal CPUs: a run and its mirror image, with CPUs exchanged, stay images of each other. */
import { machineOf } from '../twin/machine-of.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { describe, expect, test } from 'vitest';
import { World } from '../../explore/world/world.ts';
import type { Scope } from '../../explore/run/scope.ts';
import type { Symmetry } from '../../abstraction/symmetry.ts';
import type { Move } from '../../explore/state-space/model.ts';
import { WorldModel } from '../../explore/engines/shortest/world-model.ts';
import type { Action } from '../../port/action.ts';
import { keyOf } from '../../abstraction/key-of.ts';
import { allProperties } from '../../model/properties/all.ts';
import { EVERY_DESIGN } from './engine-cases.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';
import { SeededDraw } from './seeded-draw.ts';

const SMALL: Scope = { ...scopeOfTests, cpus: 3, calls: 6, pages: 4, refusals: 2, teardown: true };
const SCOPES: readonly Scope[] = [
  { ...SMALL, reserve: true },
  { ...SMALL, cpus: 2, irqs: 2, timers: 'exact' },
  { ...SMALL, cpus: 3, irqs: 1, callers: 'careless', reserve: true },
];
const WALKS = 8;
const STEPS = 90;

/** The data with CPUs exchanged. */
function mirrored(value: unknown, symmetry: Symmetry): unknown {
  if (typeof value === 'number') return symmetry.number(value);
  if (typeof value === 'string') return symmetry.text(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => mirrored(item, symmetry));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, mirrored(item, symmetry)]),
  );
}

/** The state with CPUs exchanged, as a text. */
function imageOf(world: World, { order, ...renaming }: Symmetry): string {
  const { registers } = world.bank;
  return keyOf(
    order.map((from) => registers[from]?.observe()),
    renaming,
  );
}

class Mirror {
  readonly #model: WorldModel;
  readonly #world: World;
  readonly #mirror: World;
  readonly #symmetry: Symmetry;
  /** The differences found, in words. */
  readonly different: string[] = [];
  states = 0;

  constructor(model: WorldModel, mirror: World, symmetry: Symmetry) {
    this.#model = model;
    this.#world = model.world;
    this.#mirror = mirror;
    this.#symmetry = symmetry;
  }

  walk(draw: SeededDraw): void {
    for (let steps = 0; steps < STEPS && !this.#world.judges.closed; steps += 1) {
      const moves = this.#model.moves(machineOf(this.#world).calls.count, 0);
      if (moves.length === 0 || this.different.length > 0) return;
      this.#take(draw.pick(moves));
    }
  }

  #take(move: Move): void {
    const action = this.#model.actionOf(move);
    const image = mirrored(action, this.#symmetry) as Action;
    if (!machineOf(this.#mirror).enabled(image)) {
      this.different.push(`not enabled: ${keyOf(image)}`);
      return;
    }
    const told = this.#hear(this.#world, action, this.#symmetry);
    const answered = this.#hear(this.#mirror, image, null);
    this.states += 1;
    if (told !== answered) this.different.push(`${told}\n${answered}`);
    const state = imageOf(this.#world, this.#symmetry);
    if (state !== this.#mirror.key()) this.different.push(`${state}\n${this.#mirror.key()}`);
  }

  #hear(world: World, action: Action, symmetry: Symmetry | null): string {
    const facts: unknown[] = [];
    world.onFact = (fact) => {
      if (fact.kind === 'misused') facts.push({ ...fact, what: null });
      // The fact names the first of several contexts that wait, which may be another one.
      else if (fact.kind === 'blocked') facts.push(fact.kind);
      else facts.push(fact);
    };
    world.apply(action);
    world.onFact = null;
    return keyOf(facts, symmetry);
  }
}

describe.each(EVERY_DESIGN)('a run of $name', ({ design }) => {
  test.each(SCOPES)('a run goes on as its mirror image: $cpus CPUs, $irqs interrupts', (scope) => {
    const draw = new SeededDraw(20260706);
    const { symmetries } = new WorldModel(twinSubject(design, allProperties), scope, null);
    let states = 0;
    for (let walk = 0; walk < WALKS; walk += 1) {
      const model = new WorldModel(twinSubject(design, allProperties), scope, null);
      const world = new World(twinSubject(design, allProperties), scope, 'search');
      const mirror = new Mirror(model, world, draw.pick(symmetries));
      mirror.walk(draw);
      expect(mirror.different).toEqual([]);
      states += mirror.states;
    }
    expect(states).toBeGreaterThan(100);
  });
});
