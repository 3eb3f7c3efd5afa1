import { assert } from '../../../model/assert.ts';
import type { TakingRequest } from '../../../model/call.ts';
import type { GapContract } from '../../../model/gap-contract.ts';
import type { Ledger } from '../../../model/ledger.ts';
import type { Refusal } from '../../../model/property.ts';
import type { RangeSet } from '../../../model/range-set.ts';
import { hasRole } from '../../../model/role.ts';
import type { Trials } from '../../../port/system.ts';
import { causeIn, fits, inTheWay } from '../../world/refusal-cause.ts';
import type { MoveChange, Derived } from '../../state-space/model.ts';
import { RememberedNumbers } from './remembered-numbers.ts';
import { type Deed, INITIALLY, wordDeed } from '../../world/deed.ts';
import type { World } from '../../world/world.ts';

/** What a state remembers. Immutable plain data, and one object for equal ones. */
interface Since {
  /** For each request: the deed since which it is wronged; null: it is not. */
  readonly wronged: readonly (string | null)[];
  /**
   * Calls in progress whose request was wronged during the call and is not now, with that deed.
   * They have no order: neither have the calls in progress.
   */
  readonly before: ReadonlySet<readonly [call: number, deed: string]>;
}

/**
 * What a state of a search has to remember of its past, so that it can name the cause of each
 * refusal: for each request that a run of the scope may make, the deed since which it is wronged.
 * That is part of the state: a search keeps one run to each state, and two runs that differ in it
 * show different causes.
 *
 * Whether a request is refused alone depends on the shared state only. So each content of that is
 * tried once.
 */
export class CausesInState implements Derived {
  readonly #world: World;
  readonly #trials: Trials;
  readonly #gap: GapContract;
  readonly #requests: readonly TakingRequest[];
  /** The places in a state's vector of the parts on which trials may depend. */
  readonly #places: readonly number[];
  /** By place: what is there decides whether a request is wronged. */
  readonly #decides: readonly boolean[];
  /** The place of the calls in progress, during which requests are wronged. */
  readonly #openPlace: number;
  /** By what trials look at, and the tree: bit n is set if request number n is wronged. */
  readonly #wronged = new RememberedNumbers();
  readonly #treePlace: number;
  readonly #cachedPlace: number;
  /** The place of what is remembered. */
  readonly #place: number;
  #looked = 0;
  readonly #known = new Map<string, Since>();
  /** What the state before the last move remembered, and what that move was. */
  #was: Since | null = null;
  #deed: Deed = { actor: INITIALLY, begun: null, said: null };

  constructor(world: World, trials: Trials, gap: GapContract, requests: readonly TakingRequest[]) {
    this.#world = world;
    this.#trials = trials;
    this.#gap = gap;
    this.#requests = requests;
    const { registers } = world.bank;
    this.#places = trials.parts.map((part) => registers.findIndex(({ of }) => of === part));
    assert(!this.#places.includes(-1), 'a part on which trials depend has no register');
    this.#treePlace = registers.findIndex(({ of }) => of === 'tree');
    this.#cachedPlace = registers.findIndex(({ of }) => of === 'cached');
    // Where no request fits, none is tried: that depends on these alone.
    this.#wronged.begin([this.#treePlace, this.#cachedPlace]);
    this.#place = registers.length - 1;
    this.#openPlace = registers.findIndex(({ of }) => of === 'open');
    this.#decides = registers.map((_, at) =>
      [...this.#places, this.#treePlace, this.#cachedPlace].includes(at),
    );
  }

  /** Brings what the world remembers up to date after a move. */
  follow(change: MoveChange, deed: unknown): unknown {
    const { changed } = change;
    const was = change.contents(this.#place) as Since | null;
    this.#was = was;
    this.#deed = deed as Deed;
    this.#world.since = was;
    const decides = was === null || this.#isDecided(changed);
    if (!decides && (was === NOTHING || !changed.includes(this.#openPlace))) return was;
    const bits = decides ? this.#wrongedIn(change) : null;
    if (bits === 0 && was === NOTHING) return was;
    const wronged = bits === null ? (was as Since).wronged : this.#since(bits, was, change);
    const open = change.contents(this.#openPlace) as Ledger['open'];
    const since = this.#intern({ wronged, before: this.#before(open, was, wronged) });
    this.#world.since = since;
    return since;
  }

  /** Whether a change decides which requests are wronged. */
  #isDecided(changed: readonly number[]): boolean {
    for (let at = 0; at < changed.length; at += 1) {
      if (this.#decides[changed[at] as number] === true) return true;
    }
    return false;
  }

  /** For each request whose bit is set, the deed since which it is wronged. */
  #since(bits: number, was: Since | null, change: MoveChange): Since['wronged'] {
    let words: string | null = null;
    const deedNow = (): string => (words ??= was === null ? INITIALLY : this.#wordsOf(change));
    return this.#requests.map((_, at) =>
      (bits & (1 << at)) === 0 ? null : (was?.wronged[at] ?? deedNow()),
    );
  }

  #wordsOf(change: MoveChange): string {
    const now = this.#places.map((place) => change.contents(place));
    const before = this.#places.map((place) => change.contentsBefore(place));
    return wordDeed(this.#deed.actor, this.#deed.said, this.#trials.written(before, now));
  }

  #before(open: Ledger['open'], was: Since | null, wronged: Since['wronged']): Since['before'] {
    const before = new Set<readonly [number, string]>();
    for (const { call, what } of open) {
      if (!hasRole(what, 'takes')) continue;
      const at = this.#numberOf(what);
      if (wronged[at] !== null) continue;
      const deed = this.#duringCall(was, call, at);
      if (deed !== null) before.add([call, deed]);
    }
    return before;
  }

  /** The deed since which the request number `at` of the call was wronged in the state before. */
  #duringCall(was: Since | null, call: number, at: number): string | null {
    // A call that has just begun was not in progress in the state before.
    const now = this.#deed.begun === call ? null : (was?.wronged[at] ?? null);
    if (now !== null || was === null) return now;
    for (const [known, deed] of was.before) if (known === call) return deed;
    return null;
  }

  #intern(since: Since): Since {
    if (since.before.size === 0 && since.wronged.every((deed) => deed === null)) return NOTHING;
    const before = [...since.before].toSorted(([a], [b]) => a - b);
    const key = JSON.stringify([since.wronged, before]);
    const known = this.#known.get(key) ?? since;
    this.#known.set(key, known);
    return known;
  }

  /** The cause of a refusal that the last move has shown. */
  causeOf(refusal: Refusal): string {
    const at = this.#numberOf(refusal.request);
    const { wronged } = this.#world.since as Since;
    const deed = wronged[at] ?? this.#duringCall(this.#was, refusal.call, at);
    // The judges have just heard of the refusal.
    return causeIn(this.#world.judges.ledger, refusal, deed, this.#gap);
  }

  #numberOf(request: TakingRequest): number {
    const at = this.#requests.findIndex((one) => isSameRequest(one, request));
    assert(at >= 0, 'a search makes a request that it does not know');
    return at;
  }

  #wrongedIn(change: MoveChange): number {
    const { numbers } = change;
    const known = this.#wronged.get(numbers);
    if (known >= 0) return known;
    const trials = this.#trials;
    const now = this.#places.map((place) => change.contents(place));
    const tree = change.contents(this.#treePlace) as RangeSet;
    const cached = change.contents(this.#cachedPlace) as RangeSet;
    const { space } = this.#world.judges.ledger;
    let wronged = 0;
    for (const [at, request] of this.#requests.entries()) {
      if (!fits(inTheWay(request, tree, cached), this.#gap, space, request)) continue;
      if (!trials.grants(now, request)) wronged |= 1 << at;
    }
    if (trials.lookedAt.length > this.#looked) {
      this.#looked = trials.lookedAt.length;
      const places = trials.lookedAt.map((part) => this.#places[part] as number);
      this.#wronged.begin([...places, this.#treePlace, this.#cachedPlace]);
    }
    this.#wronged.set(numbers, wronged);
    return wronged;
  }
}

function isSameRequest(one: TakingRequest, other: TakingRequest): boolean {
  if (one.sizePages !== other.sizePages || one.limit !== other.limit) return false;
  if (one.fn === 'alloc') return other.fn === 'alloc' && one.aligned === other.aligned;
  return other.fn === 'allocFast' && one.flush === other.flush;
}

/** No request is wronged, and none was during a call in progress. */
const NOTHING: Since = { wronged: [], before: new Set() };
