/** Shows facts written by hand to judges, and returns what they say. */
import type { Space } from '../../model/call.ts';
import { type Breach, Judges } from '../../model/judges.ts';
import type { Fact } from '../../model/fact.ts';
import { allProperties } from '../../model/properties/all.ts';
import type { Property, Traits } from '../../model/property.ts';

/** Sixteen pages across the line at 4 GiB: [96, 103] lie below it, [104, 111] above. */
export const SPACE: Space = { startPfn: 96, dma32: 104, topPfn: 111 };

/** The traits of a design that has everything that a property may be about. */
export const EVERY_TRAIT: Traits = {
  defers: true,
  retriesByWork: true,
  lists: true,
  window: true,
  gap: 'tight',
  recoveryJiffies: 10,
  retryDelaysJiffies: [10],
};

/** The step of every fact, where a test does not name steps itself. */
export const PLACE = 'some_function: some step';

export function propertyOf(id: string): Property {
  const property = allProperties.find((one) => one.id === id);
  if (property === undefined) throw new Error(`no property ${id}`);
  return property;
}

/** The verdict of the property `id` on the facts. */
export interface Judgement {
  readonly breach: Breach | null;
  readonly witnesses: number;
}

/** Shows the facts to this property alone. */
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

/** The signatures of all breaches, in order. The step of each fact is named by its index. */
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
