import type { FactKind } from '../model/fact.ts';

/**
 * Something that steps share, as a number. The system numbers its shared state from 0 on. All other
 * objects have higher numbers, in this order:
 *
 *     shared state | range objects | contexts | CPUs | calls | memory of compiled C
 */
export type SharedObject = number;

/** No system has more pieces of shared state than this. */
const OBJECTS = 2 ** 8;
const CONTEXTS = 2 ** 24;
const CPUS = 2 ** 24 + 2 ** 8;
const CALLS = 2 ** 25;
const MEMORY = 2 ** 40;
/** The first ones of them are of the domain. */
const OF_DOMAIN = MEMORY + 2 * 2 ** 32;

/** What the present step reads, changes, releases and reports. */
export class Accesses {
  /** Objects read, in order, without repeats; an object already in `changed` is not added. */
  readonly looked: SharedObject[] = [];
  readonly changed: SharedObject[] = [];
  /** Locks released. */
  readonly released: SharedObject[] = [];
  /** Kinds of the facts that the step emits. */
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

/** The memory of the range object of that name. */
export function objectOf(name: number): SharedObject {
  return OBJECTS - name;
}

/** Whether it is the memory of a range object, or memory of compiled C. */
export function isMemory(object: SharedObject): boolean {
  return (object >= OBJECTS && object < CONTEXTS) || object >= MEMORY;
}

/** The state of a context, by index: is it in the middle of something? */
export function contextObject(index: number): SharedObject {
  return CONTEXTS + index;
}

/** The state of a CPU: can it be interrupted, and is it? */
export function cpuObject(cpu: string): SharedObject {
  const number = Number(cpu.slice(3));
  // The worker and the teardown run on CPUs that take no interrupts here.
  return CPUS + (Number.isNaN(number) ? 2 ** 7 : number);
}

/** The state of a call: what was it granted, and has it responded? */
export function callObject(call: number): SharedObject {
  return CALLS + 2 * Math.abs(call) + (call < 0 ? 1 : 0);
}

/**
 * Memory of compiled C.
 * @param number as `c/runtime/accesses.c` gives them, from 0 on
 */
export function memoryObject(number: number): SharedObject {
  return MEMORY + number;
}

/** The tree of compiled C: the second kind of its memory. */
export const TREE_OF_C: SharedObject = memoryObject(2 ** 32);

/** All memory of compiled C: each step of it looks at it; one that touches too much changes it. */
export const ALL_OF_C: SharedObject = memoryObject(4 * 2 ** 32);

/** Whether it is memory of the domain of compiled C. */
export function isDomainOfC(object: SharedObject): boolean {
  return object >= MEMORY && object < OF_DOMAIN;
}

/** Pops the elements: there are few, and to set `length` costs more. */
function empty(list: unknown[]): void {
  while (list.length > 0) list.pop();
}
