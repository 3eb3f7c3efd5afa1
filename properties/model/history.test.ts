/** The history of an allocation leaves out instants: compares it with one that keeps them all. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../model/fact.ts';
import { Ledger } from '../../model/ledger.ts';
import { frees, invokes, pages } from './facts.ts';
import { NaiveLaw } from './naive-law.ts';
import { EVERY_TRAIT, propertyOf } from './judge-facts.ts';

const SPACE = { startPfn: 100, dma32: 104, topPfn: 107 };

/** One choice of what happens next. The numbers choose among what is possible at that time. */
interface Draw {
  readonly what: number;
  readonly who: number;
  readonly lo: number;
  readonly size: number;
}

const anyDraws = fc.array(
  fc.record({
    what: fc.nat(15),
    who: fc.nat(7),
    lo: fc.integer({ min: SPACE.startPfn, max: SPACE.topPfn }),
    size: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 6, maxLength: 40 },
);

/** Random facts with only this order: calls are invoked once, and then respond once. */
class Story {
  readonly facts: Fact[] = [];
  #calls = 0;
  readonly #open: { readonly call: number; readonly fn: string }[] = [];

  tell({ what, who, lo, size }: Draw): void {
    const range = pages(lo, Math.min(SPACE.topPfn, lo + size - 1));
    const open = this.#open[who % Math.max(1, this.#open.length)] ?? null;
    const call = open?.call ?? null;
    switch (what) {
      case 0:
      case 1:
      case 2:
        return this.#invoke('alloc', { lo, hi: range.hi }, size, who);
      case 3:
        return this.#invoke('reserve', range, size, who);
      case 4:
      case 5:
        return this.#invoke('free', range, size, who);
      case 6:
        this.facts.push({ kind: 'deferred', range, call, at: 'somewhere' });
        return;
      case 7:
        this.facts.push({ kind: 'erased', range, call: who < 2 ? null : call });
        return;
      case 8:
        if (who > 6) this.facts.push({ kind: 'memory', call, need: 'store', granted: size > 1 });
        if (who < 4) this.facts.push({ kind: 'kept', range, call });
        return;
      case 9:
        if (who > 6) this.facts.push({ kind: 'pressure', level: size > 2 ? 'nodes' : 'none' });
        return;
      case 10:
      case 11:
      case 12:
        this.facts.push({ kind: 'stored', range, call: who === 0 ? null : call });
        return;
      default:
        return this.#respond(open, range, who);
    }
  }

  #invoke(
    fn: 'alloc' | 'reserve' | 'free',
    range: { lo: number; hi: number },
    n: number,
    who: number,
  ) {
    const call = this.#calls;
    this.#calls += 1;
    this.#open.push({ call, fn });
    if (fn === 'free') this.facts.push(frees(call, range.lo, who === 0 ? null : who % (call + 1)));
    else if (fn === 'reserve') this.facts.push(invokes(call, { fn, ...range }));
    else {
      const limit = who < 2 ? SPACE.dma32 - 1 : SPACE.topPfn;
      this.facts.push(invokes(call, { fn, sizePages: n, limit, aligned: who % 2 === 0 }));
    }
  }

  #respond(
    open: { call: number; fn: string } | null,
    range: { lo: number; hi: number },
    who: number,
  ) {
    if (open === null) return;
    this.#open.splice(this.#open.indexOf(open), 1);
    const refused = open.fn === 'alloc' ? who % 4 > 0 : open.fn === 'reserve' && who % 2 > 0;
    const granted = open.fn === 'alloc' && !refused ? this.#storedFor(open.call, range) : null;
    this.facts.push({ kind: 'responded', call: open.call, granted, refused, because: null });
  }

  /** Mostly what was stored for the call; otherwise a range that no store has reported. */
  #storedFor(call: number, otherwise: { lo: number; hi: number }): { lo: number; hi: number } {
    for (const fact of this.facts.toReversed()) {
      if (fact.kind === 'stored' && fact.call === call) return fact.range;
    }
    return otherwise;
  }
}

function storyOf(draws: readonly Draw[]): readonly Fact[] {
  const story = new Story();
  for (const draw of draws) story.tell(draw);
  return story.facts;
}

/** All calls whose refusal the property finds illegitimate, not only the first one. */
function condemned(
  id: 'AVL-1' | 'AVL-2',
  gap: 'tight' | 'slack',
  facts: readonly Fact[],
): number[] {
  const property = propertyOf(id);
  const ledger = new Ledger(SPACE);
  const found: number[] = [];
  let state = property.initial;
  for (const fact of facts) {
    ledger.apply(fact);
    if (!property.reads.includes(fact.kind)) continue;
    const broken = (): void => {
      if (fact.kind === 'responded') found.push(fact.call);
    };
    state = property.next(
      state,
      fact,
      ledger,
      { actor: () => '', witness() {}, broken() {}, refused: broken },
      { ...EVERY_TRAIT, gap },
    );
  }
  return found;
}

describe.each([
  ['AVL-1', true],
  ['AVL-2', false],
] as const)('%s with instants left out', (id, deferredIsBusy) => {
  test.each(['tight', 'slack'] as const)(
    'a history with instants left out is judged as with every instant kept, under %s',
    (gap) => {
      const counts = { refusals: 0, condemned: 0 };
      fc.assert(
        fc.property(anyDraws, (draws) => {
          const facts = storyOf(draws);
          const law = new NaiveLaw(SPACE, gap, deferredIsBusy);
          for (const fact of facts) law.hear(fact);
          counts.refusals += law.refusals;
          counts.condemned += law.condemned.length;
          expect(condemned(id, gap, facts)).toEqual(law.condemned);
        }),
        { seed: 20260620, numRuns: 5000 },
      );
      // Both answers occurred often enough for the comparison to mean something.
      expect(counts.condemned).toBeGreaterThan(400);
      expect(counts.refusals - counts.condemned).toBeGreaterThan(400);
    },
  );
});
