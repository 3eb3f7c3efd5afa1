import type { FactKind } from './fact.ts';
import type { Property, Traits } from './property.ts';

/** Which properties judge a design, and who hears which kind of fact. */
export interface Jury {
  readonly properties: readonly Property[];
  /** Indices into `properties`. */
  readonly readers: ReadonlyMap<FactKind, readonly number[]>;
}

/** Worked out once for each list of properties and traits: a run is short, a campaign long. */
const known = new WeakMap<readonly Property[], WeakMap<Traits, Jury>>();

/** The jury for designs of these traits. */
export function juryOf(properties: readonly Property[], traits: Traits): Jury {
  const byTraits = known.get(properties) ?? new WeakMap<Traits, Jury>();
  known.set(properties, byTraits);
  const jury = byTraits.get(traits) ?? assemble(properties, traits);
  byTraits.set(traits, jury);
  return jury;
}

function assemble(properties: readonly Property[], traits: Traits): Jury {
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
