import type { Property } from '../../model/property.ts';

/** Whoever is needed to see that signature. */
export function judgesOf(signature: string, properties: readonly Property[]): readonly Property[] {
  return properties.filter(({ id }) => signature.startsWith(`${id} `));
}
