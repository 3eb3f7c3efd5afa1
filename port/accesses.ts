import type { FactKind } from '../model/fact.ts';

/**
 * Something that steps share, by number. Shared state has the numbers from 0 on that the system
 * gives it; the others are these, in ascending order:
 *
 *     shared state | range objects | contexts | CPUs | calls
 */
export type SharedObject = number;

/** More shared state no system has. */
const OBJECTS = 2 ** 8;
const CONTEXTS = 2 ** 24;
const CPUS = 2 ** 24 + 2 ** 8;
const CALLS = 2 ** 25;

/** What the present step looks at and changes. */
export class Accesses {
  /** Objects looked at, and not changed before; may repeat. */
  readonly looked: SharedObject[] = [];
  readonly changed: SharedObject[] = [];
  /** Locks given back. */
  readonly released: SharedObject[] = [];
  /** Kinds of the facts that it emits. */
  readonly told: FactKind[] = [];

  look(object: SharedObject): void {
    if (!this.changed.includes(object) && !this.looked.includes(object)) this.looked.push(object);
  }

  change(object: SharedObject): void {
    if (!this.changed.includes(object)) this.changed.push(object);
  }

  release(object: SharedObject): void {
    this.released.push(object);
  }

  tell(kind: FactKind): void {
    if (!this.told.includes(kind)) this.told.push(kind);
  }

  clear(): void {
    empty(this.looked);
    empty(this.changed);
    empty(this.released);
    empty(this.told);
  }
}

/** The memory of one range object, by its name. */
export function objectOf(name: number): SharedObject {
  return OBJECTS - name;
}

/** Whether the context of that index is in the middle of something. */
export function contextObject(index: number): SharedObject {
  return CONTEXTS + index;
}

/** Whether that CPU can be interrupted, and is. */
export function cpuObject(cpu: string): SharedObject {
  const number = Number(cpu.slice(3));
  // The worker and the teardown run on CPUs that take no interrupts here.
  return CPUS + (Number.isNaN(number) ? 2 ** 7 : number);
}

/** What a call was granted, and whether it has responded. */
export function callObject(call: number): SharedObject {
  return CALLS + 2 * Math.abs(call) + (call < 0 ? 1 : 0);
}

/** Setting a length costs more than popping the few there are. */
function empty(list: unknown[]): void {
  while (list.length > 0) list.pop();
}
