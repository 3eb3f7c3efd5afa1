import type { Space, TakingRequest } from '../../model/call.ts';
import type { GapContract } from '../../model/gap-contract.ts';
import type { Ledger } from '../../model/ledger.ts';
import type { Refusal } from '../../model/property.ts';
import type { RangeSet } from '../../model/range-set.ts';
import type { Trials } from '../../port/system.ts';
import { INITIALLY, type Said, wordDeed } from './deed.ts';
import { fits, inTheWay } from './refusal-cause.ts';

/** A state of the past, as far as causes need it. */
interface Moment {
  readonly parts: readonly unknown[];
  readonly tree: RangeSet;
  readonly cached: RangeSet;
  /** Who acted last, and what facts say of it. */
  readonly actor: string;
  readonly said: Said | null;
}

/** A trial of a request: what the parts held, and what came of it. */
interface Trial {
  readonly parts: readonly unknown[];
  readonly refused: boolean;
}

/** What of a request decides on the outcome of a trial. */
function keyOfRequest({ fn, sizePages, limit, ...how }: TakingRequest): string {
  const flag = 'aligned' in how ? how.aligned : how.flush;
  return `${fn} ${sizePages} ${limit} ${flag}`;
}

/** The states of a run so far, to find out since which deed a request is wronged. */
export class Past {
  readonly #trials: Trials;
  readonly #gap: GapContract;
  readonly #space: Space;
  readonly #moments: Moment[] = [];
  /** By request: the last moment of the stretch found last, and the deed that began the stretch. */
  readonly #stretches = new Map<string, { readonly last: number; readonly since: string }>();
  /** By request: the last trial of it. It depends on nothing but what trials have looked at. */
  readonly #tried = new Map<string, Trial>();
  /** What was found last, since several properties ask about one refusal. */
  #found: {
    readonly call: number;
    readonly moments: number;
    readonly since: string | null;
  } | null = null;
  /** By call: the index of the first moment at which it was in progress. */
  readonly #begun = new Map<number, number>();

  constructor(trials: Trials, gap: GapContract, space: Space) {
    this.#trials = trials;
    this.#gap = gap;
    this.#space = space;
  }

  /** To be called when a call begins, before the moment after that is added. */
  begin(call: number): void {
    this.#begun.set(call, this.#moments.length);
  }

  /** Adds the state after a deed. */
  add({ tree, cached }: Ledger, actor: string, said: Said | null): void {
    this.#moments.push({ parts: this.#trials.save(), tree, cached, actor, said });
  }

  /**
   * The first deed since which the request was wronged without a break, up to the last moment of
   * the call at which it was; null: it never was.
   */
  wrongedSince({ call, request }: Refusal): string | null {
    const { length } = this.#moments;
    const found = this.#found;
    if (found !== null && found.call === call && found.moments === length) return found.since;
    const since = this.#findOut(call, request);
    this.#found = { call, moments: length, since };
    return since;
  }

  #findOut(call: number, request: TakingRequest): string | null {
    const first = this.#begun.get(call) ?? 0;
    let at = this.#moments.length - 1;
    const key = keyOfRequest(request);
    while (at >= first && !this.#isWronged(at, request, key)) at -= 1;
    if (at < first) return null;
    const last = at;
    const known = this.#stretches.get(key);
    // The stretch found last may be the beginning of this one.
    while (at > 0 && at !== known?.last && this.#isWronged(at - 1, request, key)) at -= 1;
    const since = at === known?.last ? known.since : this.#deedBefore(at);
    this.#stretches.set(key, { last, since });
    return since;
  }

  #deedBefore(at: number): string {
    const { parts, actor, said } = this.#moments[at] as Moment;
    const before = this.#moments[at - 1];
    if (before === undefined) return INITIALLY;
    return wordDeed(actor, said, this.#trials.written(before.parts, parts));
  }

  #isWronged(at: number, request: TakingRequest, key: string): boolean {
    const { tree, cached, parts } = this.#moments[at] as Moment;
    const held = inTheWay(request, tree, cached);
    return fits(held, this.#gap, this.#space, request) && this.#isRefused(parts, request, key);
  }

  #isRefused(parts: readonly unknown[], request: TakingRequest, key: string): boolean {
    const trials = this.#trials;
    const tried = this.#tried.get(key);
    if (tried !== undefined) {
      const held = tried.parts;
      if (trials.lookedAt.every((part) => held[part] === parts[part])) return tried.refused;
    }
    const refused = !trials.grants(parts, request);
    this.#tried.set(key, { parts, refused });
    return refused;
  }
}
