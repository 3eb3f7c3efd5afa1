import { InvalidArgumentError } from 'commander';
import type { Property } from '../../model/property.ts';
import { knownProperties } from '../../model/properties/all.ts';

/** Parses "AVL-1,LIV-2". */
export function propertyList(text: string): readonly Property[] {
  const ids = text.split(',').map((id) => id.trim().toUpperCase());
  const unknown = ids.find((id) => !knownProperties.some((property) => property.id === id));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(
      `There is no property ${JSON.stringify(unknown)}; \`iova-check list properties\` lists all.`,
    );
  }
  return knownProperties.filter((property) => ids.includes(property.id));
}
