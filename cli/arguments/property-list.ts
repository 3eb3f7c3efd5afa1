import { InvalidArgumentError } from 'commander';
import type { Property } from '../../model/property.ts';
import { knownProperties } from '../../model/properties/all.ts';
import { didYouMean } from '../../port/nearest-name.ts';

/** Parses "AVL-1,LIV-2". */
export function propertyList(text: string): readonly Property[] {
  const asked = text.split(',').map((id) => id.trim().toUpperCase());
  const unknown = asked.find((id) => !knownProperties.some((property) => property.id === id));
  if (unknown !== undefined) {
    const ids = knownProperties.map(({ id }) => id);
    throw new InvalidArgumentError(
      `There is no property ${JSON.stringify(unknown)}; \`iova-check list properties\` lists ` +
        `all${didYouMean(unknown, ids)}`,
    );
  }
  return knownProperties.filter((property) => asked.includes(property.id));
}
