import type { Renaming } from './key-of.ts';
import { FIRST_CALL, isName } from './number-line.ts';

/**
 * A renaming that names calls and objects in the order in which it meets them, for one state.
 *
 * Left out of a state, in a search of runs without an end: the names of calls and objects. Only
 * which of them are the same is kept.
 *
 * Why that is sound: a name is only compared with other names, and only for equality. A new call,
 * or object, gets a name that occurs nowhere in the state. The renaming gives different names to
 * what has different names. So two states that look the same after it differ by an exchange of
 * names one for one, and each future of one is a future of the other under that exchange. The
 * elements of a set are met in some order, so two states that differ only in that order may be kept
 * apart: that costs states, and hides nothing.
 */
export function namesInOrder(): Renaming {
  const names = new Map<number, number>();
  return {
    number(value) {
      if (!isName(value)) return value;
      const name = names.get(value) ?? FIRST_CALL - names.size;
      names.set(value, name);
      return name;
    },
    text: (value) => value,
  };
}
