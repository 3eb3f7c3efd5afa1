/** How the numbers of a vector are packed into words: each takes a number of bits of its own. */
export class BitLayout {
  /** By place: its bits, 0 to 31; with 0 bits, the number is 0. */
  readonly #bits: Uint8Array;
  /** The length of a packed vector, in words. */
  readonly words: number;

  constructor(bits: Uint8Array) {
    this.#bits = bits;
    this.words = Math.ceil(bits.reduce((sum, some) => sum + some, 0) / 32);
  }

  /** Packs a vector into `into`, from index `to` on. False: some number needs more bits. */
  pack(vector: Int32Array, into: Int32Array, to: number): boolean {
    const bits = this.#bits;
    let next = to;
    let word = 0;
    let used = 0;
    for (let at = 0; at < bits.length; at += 1) {
      const some = bits[at] as number;
      const number = vector[at] as number;
      if (number >>> some !== 0) return false;
      if (some === 0) continue;
      word |= number << used;
      used += some;
      if (used < 32) continue;
      into[next] = word;
      next += 1;
      used -= 32;
      word = used === 0 ? 0 : number >>> (some - used);
    }
    if (used > 0) into[next] = word;
    return true;
  }

  /** Writes the vector that was packed from index `from` of `packed` on into `vector`. */
  unpack(packed: Int32Array, from: number, vector: Int32Array): void {
    const bits = this.#bits;
    let next = from;
    let word = 0;
    let left = 0;
    for (let at = 0; at < bits.length; at += 1) {
      const some = bits[at] as number;
      let number = left === 0 ? 0 : word >>> (32 - left);
      if (some > left) {
        word = packed[next] as number;
        next += 1;
        number |= word << left;
        left += 32;
      }
      left -= some;
      vector[at] = number & ((1 << some) - 1);
    }
  }

  /** The layout with room for that vector, too. */
  widened(vector: Int32Array): BitLayout {
    return new BitLayout(
      this.#bits.map((some, at) => Math.max(some, 32 - Math.clz32(vector[at] as number))),
    );
  }
}
