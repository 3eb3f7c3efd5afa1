import type { FactKind } from './fact.ts';
import type { Property, Traits } from './property.ts';

/** The properties that judge a design, and which of them hear each kind of fact. */
export interface ApplicableProperties {
  readonly properties: readonly Property[];
  /** Indices into `properties`. */
  readonly readers: ReadonlyMap<FactKind, readonly number[]>;
}

/** Cached for each list of properties and traits: a campaign makes very many short runs. */
const known = new WeakMap<readonly Property[], WeakMap<Traits, ApplicableProperties>>();

/** The properties that apply to designs with these traits, in the order given. Cached. */
export function applicableProperties(
  properties: readonly Property[],
  traits: Traits,
): ApplicableProperties {
  const byTraits = known.get(properties) ?? new WeakMap<Traits, ApplicableProperties>();
  known.set(properties, byTraits);
  const applicable = byTraits.get(traits) ?? assemble(properties, traits);
  byTraits.set(traits, applicable);
  return applicable;
}

function assemble(properties: readonly Property[], traits: Traits): ApplicableProperties {
  const applicable = properties.filter((property) => property.appliesTo(traits));
  const readers = new Map<FactKind, number[]>();
  applicable.forEach((property, at) => {
    for (const kind of new Set(property.hears ?? property.reads)) {
      const indices = readers.get(kind) ?? [];
      indices.push(at);
      readers.set(kind, indices);
    }
  });
  return { properties: applicable, readers };
}
