import { nearestName } from '../../port/nearest-name.ts';
import type { Design } from '../../impl/designs/design.ts';
import type { Property } from '../../model/property.ts';
import { knownProperties } from '../../model/properties/all.ts';
import { WrongExpectation } from './wrong-expectation.ts';

/**
 * The properties of these ids, in the order of reports.
 * @throws WrongExpectation if there is none, one is not known, or one does not apply to the design:
 *   such an expectation could not fail
 */
export function askedProperties(design: Design, ids: readonly string[]): readonly Property[] {
  if (ids.length === 0) {
    throw new WrongExpectation("no property is named; give some, as in ['OWN-1', 'WRK-1']");
  }
  for (const id of ids) {
    const property = knownProperties.find((known) => known.id === id);
    if (property === undefined) throw new WrongExpectation(unknown(id));
    if (property.appliesTo(design.traits)) continue;
    throw new WrongExpectation(
      `${id} does not apply to ${design.name}, so it cannot fail; leave it out. It needs this ` +
        `situation: ${property.witness}`,
    );
  }
  return knownProperties.filter(({ id }) => ids.includes(id));
}

function unknown(id: string): string {
  const known = knownProperties.map((property) => property.id);
  const near = nearestName(id.toUpperCase(), known);
  const meant = near === null ? '' : `did you mean ${near}? `;
  return `no property is called ${JSON.stringify(id)}; ${meant}known are ${known.join(', ')}`;
}
