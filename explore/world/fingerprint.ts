/**
 * A 53-bit hash of plain data: numbers, strings, booleans, null, undefined, arrays, and objects by
 * their properties in order. Strings enter through a 32-bit hash of their own. A replay uses it to
 * compare what an action did in two passes through a run; states are matched by `Position`.
 * @throws TypeError if a function, symbol or bigint is in the data
 */
export function fingerprint(value: unknown): number {
  lowLane = 0x811c9dc5;
  highLane = 0x1b873593;
  mix(value);
  return (highLane & 0x1fffff) * 0x100000000 + (lowLane >>> 0);
}

/* Two 32-bit lanes. They are global rather than arguments of the recursion, for speed. */
let lowLane = 0;
let highLane = 0;

function add(word: number): void {
  lowLane = Math.imul(lowLane ^ word, 0x01000193);
  lowLane ^= lowLane >>> 15;
  highLane = Math.imul(highLane ^ word, 0x85ebca6b);
  highLane = (highLane << 13) | (highLane >>> 19);
}

function mix(value: unknown): void {
  switch (typeof value) {
    case 'number':
      add(1);
      add(value | 0);
      // A pfn takes 52 bits. Infinity and -Infinity get different hashes, too.
      add((value / 0x100000000) | 0);
      if (!Number.isFinite(value)) add(value > 0 ? 2 : 3);
      return;
    case 'string':
      mixText(value);
      return;
    case 'boolean':
      add(value ? 5 : 6);
      return;
    case 'object':
      if (value === null) add(7);
      else if (Array.isArray(value)) mixArray(value);
      else mixObject(value);
      return;
    case 'undefined':
      add(8);
      return;
    default:
      throw new TypeError(`a ${typeof value} is no part of a state`);
  }
}

/** The hashes of strings. The same few steps and fields occur again and again. */
const hashes = new Map<string, number>();

function mixText(text: string): void {
  let hash = hashes.get(text);
  if (hash === undefined) {
    hash = 0x811c9dc5;
    for (let at = 0; at < text.length; at += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
      hash ^= hash >>> 13;
    }
    hashes.set(text, hash);
  }
  add(4);
  add(hash);
  add(text.length);
}

function mixArray(values: readonly unknown[]): void {
  add(9);
  add(values.length);
  for (const value of values) mix(value);
}

function mixObject(value: object): void {
  add(10);
  for (const key in value) {
    mixText(key);
    mix(value[key as keyof typeof value]);
  }
}
