/** Judges before which a test brings facts that it wrote by hand. */
import type { Space } from '../../model/call.ts';
import { type Breach, Judges } from '../../model/judges.ts';
import type { Fact } from '../../model/fact.ts';
import { allProperties } from '../../model/properties/all.ts';
import type { Property, Traits } from '../../model/property.ts';

/** Sixteen pages across the line at 4 GiB: [96, 103] are of 32 bits, [104, 111] are not. */
export const SPACE: Space = { startPfn: 96, dma32: 104, topPfn: 111 };

/** Of a design that has everything a property may be about. */
export const EVERY_TRAIT: Traits = {
  defers: true,
  retriesByWork: true,
  lists: true,
  window: true,
  gap: 'tight',
  recoveryJiffies: 10,
  retryDelaysJiffies: [10],
};

/** The step at which the facts of a trial happen, where they do not say it themselves. */
export const PLACE = 'some_function: some step';

export function propertyOf(id: string): Property {
  const property = allProperties.find((one) => one.id === id);
  if (property === undefined) throw new Error(`no property ${id}`);
  return property;
}

/** What the property `id` says of the facts. */
export interface Judgement {
  readonly breach: Breach | null;
  readonly witnesses: number;
}

/** Shows the facts to the property alone. */
export function judge(
  id: string,
  facts: readonly Fact[],
  traits: Partial<Traits> = {},
  space: Space = SPACE,
): Judgement {
  const judges = new Judges([propertyOf(id)], { ...EVERY_TRAIT, ...traits }, space, () => PLACE);
  for (const fact of facts) judges.hear(fact);
  return { breach: judges.breaches[0] ?? null, witnesses: judges.witnesses[0] ?? -1 };
}

/** The signatures of all breaches, in order, where each fact happens at a step of its number. */
export function placesOf(
  id: string,
  facts: readonly Fact[],
  traits: Partial<Traits> = {},
): readonly string[] {
  let at = 0;
  const signatures: string[] = [];
  const judges = new Judges(
    [propertyOf(id)],
    { ...EVERY_TRAIT, ...traits },
    SPACE,
    () => `step ${at}`,
    ({ signature }) => signatures.push(signature),
  );
  for (const [number, fact] of facts.entries()) {
    at = number;
    judges.hear(fact);
  }
  return signatures;
}

/** Whether the facts break the property. */
export function breaks(
  id: string,
  facts: readonly Fact[],
  traits: Partial<Traits> = {},
  space: Space = SPACE,
): boolean {
  return judge(id, facts, traits, space).breach !== null;
}
