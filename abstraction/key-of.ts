/** What replaces each number and each name under a symmetry. */
export interface Renaming {
  number(value: number): number;
  text(value: string): string;
}

/**
 * Turns plain data into a text. Texts are equal exactly if the data are. Data may be numbers,
 * strings, booleans, null, undefined, arrays, objects (their own properties, in order) and sets (in
 * no order).
 * @throws TypeError for anything else, as a function or a bigint
 */
export function keyOf(value: unknown, renaming: Renaming | null = null): string {
  switch (typeof value) {
    case 'number':
      return String(renaming === null ? value : renaming.number(value));
    case 'string':
      return `"${renaming === null ? value : renaming.text(value)}"`;
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return keyOfArray(value, renaming);
      return value instanceof Set ? keyOfSet(value, renaming) : keyOfObject(value, renaming);
    case 'boolean':
    case 'undefined':
      return String(value);
    default:
      throw new TypeError(`a ${typeof value} is no part of a state`);
  }
}

function keyOfArray(values: readonly unknown[], renaming: Renaming | null): string {
  let key = '[';
  for (const value of values) key += `${keyOf(value, renaming)},`;
  return `${key}]`;
}

function keyOfSet(values: ReadonlySet<unknown>, renaming: Renaming | null): string {
  const keys: string[] = [];
  for (const value of values) keys.push(keyOf(value, renaming));
  if (keys.length > 1) keys.sort();
  return `<${keys.join()}>`;
}

function keyOfObject(value: object, renaming: Renaming | null): string {
  let key = '{';
  for (const name in value) {
    key += `${name}:${keyOf(value[name as keyof typeof value], renaming)},`;
  }
  return `${key}}`;
}
