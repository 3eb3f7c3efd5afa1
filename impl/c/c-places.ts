import type { CModule } from './c-module.ts';

/** The text at this address, which ends with a byte of 0; no text at 0. */
export function readCText({ memory }: Pick<CModule, 'memory'>, address: number): string {
  if (address === 0) return '';
  const end = memory.indexOf(0, address);
  return String.fromCharCode(...memory.subarray(address, end));
}

/** A use of a primitive in the kernel's code. */
export interface CPlace {
  /** "free_iova: spin_lock_irqsave #1", the first one in that function, whatever its line. */
  readonly label: string;
  /** "iova.c:412"; null: it is in none of the kernel's files. */
  readonly line: string | null;
}

/** Bytes of a `struct ic_place`. */
const PLACE_BYTES = 32;

/** The uses of primitives, by address of their records. */
export function placesOf(module: CModule): ReadonlyMap<number, CPlace> {
  const { functions, memory } = module;
  const view = new DataView(memory.buffer);
  const word = (at: number): number => Number(view.getBigUint64(at, true));
  const found = Array.from({ length: functions.places() }, (_, n) => {
    const address = functions.place(0) + n * PLACE_BYTES;
    return {
      address,
      name: `${readCText(module, word(address))}: ${readCText(module, word(address + 8))}`,
      file: readCText(module, word(address + 16)),
      line: word(address + 24),
    };
  });
  const places = new Map<number, CPlace>();
  const counts = new Map<string, number>();
  for (const { address, name, file, line } of found.sort((a, b) => a.line - b.line)) {
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    places.set(address, { label: `${name} #${nth}`, line: line === 0 ? null : `${file}:${line}` });
  }
  return places;
}
