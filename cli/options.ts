import { InvalidArgumentError } from 'commander';
import type { Property } from '../model/property.ts';
import { allProperties } from '../model/properties/all.ts';

/** A parser of whole numbers from `min` to `max`, inclusive. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It takes a whole number from ${min} to ${max}.`);
  };
}

/** "AVL-1,LIV-2" as properties. */
export function propertyList(text: string): readonly Property[] {
  const ids = text.split(',').map((id) => id.trim().toUpperCase());
  const unknown = ids.find((id) => !allProperties.some((property) => property.id === id));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(
      `There is no property ${JSON.stringify(unknown)}; \`iova-check list properties\` has all.`,
    );
  }
  return allProperties.filter((property) => ids.includes(property.id));
}
