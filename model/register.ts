/**
 * A piece of the state of a run. All of them together are the whole state: whoever keeps what each
 * holds, and puts it back, is where he was.
 */
export interface Register {
  /** Registers of one pool hold the same kind of thing, and can stand for each other. */
  readonly pool: string;
  /** Its own name; that of a context's register begins with the context and a space. */
  readonly of: string;
  /** What it holds: immutable, and the same again as long as nothing has changed. */
  get(): unknown;
  /** It holds one of a few objects that live as long as the search. */
  readonly lasting?: true;
  set(held: unknown): void;
  /**
   * What of it has consequences, as plain data: equal here is equal for ever after. The elements
   * of a `Set` are in no order.
   */
  observe(): unknown;
}

/** A register that is a property of an object. */
export function fieldRegister<T extends object, K extends keyof T & string>(
  of: T,
  name: K,
  observe: () => unknown = () => of[name],
): Register {
  return {
    pool: name,
    of: name,
    get: () => of[name],
    set: (held) => {
      of[name] = held as T[K];
    },
    observe,
  };
}
