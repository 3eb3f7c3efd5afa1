import type { Fact } from '../fact.ts';
import { type Property, SEEN_TRAITS, type SeenTrait, type Traits } from '../property.ts';

/** What the traits of the design say that it never does. */
export function ruledOut(traits: Traits): readonly SeenTrait[] {
  return traits.denies ?? SEEN_TRAITS.filter((trait) => !traits[trait]);
}

/** The trait that a fact shows; null: it shows none. */
export function traitShownBy(fact: Fact): SeenTrait | null {
  switch (fact.kind) {
    case 'deferred':
      return 'defers';
    case 'listed':
      return 'lists';
    case 'window':
      return fact.span === null ? null : 'window';
    case 'work':
      return fact.state === 'idle' ? null : 'retriesByWork';
    default:
      return null;
  }
}

/** What the facts show, as signatures name it. */
const SHOWN: Readonly<Record<SeenTrait, string>> = {
  defers: 'a range is deferred',
  lists: 'an object is listed',
  window: 'a window is set',
  retriesByWork: 'the work is armed',
};

export const trt1: Property<readonly SeenTrait[]> = {
  id: 'TRT-1',
  sentence: 'The design does nothing that its traits rule out.',
  witness: 'a call responded',
  source: 'traits decide which properties judge a design: false ones would hide what it breaks',
  reads: ['deferred', 'listed', 'window', 'work', 'responded'],
  alone: true,
  timed: false,
  appliesTo: (traits) => ruledOut(traits).length > 0,
  initial: [],
  next(contradicted, fact, _ledger, ruling, traits) {
    if (fact.kind === 'responded') ruling.witness();
    const trait = traitShownBy(fact);
    if (trait === null || contradicted.includes(trait)) return contradicted;
    if (!ruledOut(traits).includes(trait)) return contradicted;
    const say = traits.denies === undefined ? 'say' : 'say, or leave open,';
    ruling.broken(
      `the traits of the design ${say} "${trait}: false", but ${SHOWN[trait]}`,
      SHOWN[trait],
    );
    return SEEN_TRAITS.filter((one) => one === trait || contradicted.includes(one));
  },
};
