import { INITIALLY, wordDeed } from '../../explore/world/deed.ts';
import { causeOf, fits } from '../../explore/world/refusal-cause.ts';
import type { World } from '../../explore/world/world.ts';
import type { GapContract } from '../../model/gap-contract.ts';
import type { Refusal } from '../../model/property.ts';
import type { RangeSet } from '../../model/range-set.ts';
import type { Trials } from '../../port/system.ts';

/** A state of the run, and the deed that led to it. */
interface Moment {
  readonly parts: readonly unknown[];
  readonly tree: RangeSet;
  readonly deed: string;
  /** The call that began with it; null: none. */
  readonly begun: number | null;
  /** By request, as a text: it is wronged here. */
  readonly wronged: Map<string, boolean>;
}

/** The states of one run, to find the causes of its refusals by looking at all of them. */
export class NaiveCauses {
  readonly #world: World;
  readonly #trials: Trials;
  readonly #gap: GapContract;
  readonly #moments: Moment[] = [];

  constructor(world: World, gap: GapContract) {
    const { trials } = world.system;
    if (trials === null) throw new Error('no allocation can be tried');
    this.#world = world;
    this.#trials = trials;
    this.#gap = gap;
  }

  /** Adds the present state. */
  push(): void {
    const parts = this.#trials.save();
    const last = this.#moments.at(-1);
    const written = last === undefined ? [] : this.#trials.written(last.parts, parts);
    const { actor, said, begun } = this.#world.lastDeed;
    this.#moments.push({
      parts,
      tree: this.#world.judges.ledger.tree,
      deed: last === undefined ? INITIALLY : wordDeed(actor, said, written),
      begun,
      wronged: new Map(),
    });
  }

  /** Takes the last state away. */
  pop(): void {
    this.#moments.pop();
  }

  /** What caused a refusal that the last state has shown. */
  causeOf(refusal: Refusal): string {
    const { tree, space } = this.#world.judges.ledger;
    return causeOf(refusal, this.#wrongedSince(refusal), tree, this.#gap, space);
  }

  #wrongedSince(refusal: Refusal): string | null {
    const first = this.#moments.findIndex(({ begun }) => begun === refusal.call);
    const wronged = this.#moments.map((moment) => this.#isWronged(moment, refusal));
    const last = wronged.lastIndexOf(true);
    if (last < first) return null;
    const since = wronged.lastIndexOf(false, last) + 1;
    return (this.#moments[since] as Moment).deed;
  }

  #isWronged({ parts, tree, wronged }: Moment, { request }: Refusal): boolean {
    const text = JSON.stringify(request);
    const known = wronged.get(text);
    if (known !== undefined) return known;
    const { space } = this.#world.judges.ledger;
    const is = fits(tree, this.#gap, space, request) && !this.#trials.grants(parts, request);
    wronged.set(text, is);
    return is;
  }
}
