import type { FactKind } from '../../model/fact.ts';
import type { Ptr } from './slab.ts';

/** Something that steps share, by number; see the functions that number them. */
export type SharedObject = number;

/** Parts of the kernel come first, by their own numbers. */
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
  /** Kinds of the facts that it tells. */
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
    this.looked.length = this.changed.length = this.released.length = this.told.length = 0;
  }
}

/** The memory of one range object. */
export function objectOf(ptr: Ptr): SharedObject {
  return OBJECTS - ptr;
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
