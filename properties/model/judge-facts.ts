/** Shows facts written by hand to judges, and returns what they say. */
import type { Space } from '../../model/call.ts';
import { type Breach, Judges } from '../../model/judges.ts';
import type { Fact } from '../../model/fact.ts';
import { knownProperties } from '../../model/properties/all.ts';
import type { Property, Refusal, Traits } from '../../model/property.ts';

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
  longestDelaysJiffies: [10],
  warns: { after: 10, per: 'domain' },
};

/** Who brings every fact about, where a test does not tell one from another. */
export const ACTOR = 'some_function()';

export function propertyOf(id: string): Property {
  const property = knownProperties.find((one) => one.id === id);
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
  const judges = new Judges([propertyOf(id)], { ...EVERY_TRAIT, ...traits }, space, () => ACTOR);
  for (const fact of facts) hearAndExplain(judges, fact);
  return { breach: judges.breaches[0] ?? null, witnesses: judges.witnesses[0] ?? -1 };
}

/** Shows the fact to the judges. The step that decided stands for the cause of a refusal. */
function hearAndExplain(judges: Judges, fact: Fact): void {
  judges.hear(fact);
  judges.explain(({ because }) => because ?? 'refused');
}

/** The signatures of all breaches, in order. Who brings a fact about is named by its index. */
export function signaturesOf(
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
    () => `actor ${at}`,
    ({ signature }) => signatures.push(signature),
  );
  for (const [number, fact] of facts.entries()) {
    at = number;
    hearAndExplain(judges, fact);
  }
  return signatures;
}

/** The refusals that break the property, in order, as they wait for their causes. */
export function refusalsOf(
  id: string,
  facts: readonly Fact[],
  traits: Partial<Traits> = {},
  space: Space = SPACE,
): readonly Refusal[] {
  const judges = new Judges([propertyOf(id)], { ...EVERY_TRAIT, ...traits }, space, () => ACTOR);
  for (const fact of facts) judges.hear(fact);
  return judges.unexplained.map(({ property: _property, why: _why, ...refusal }) => refusal);
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
