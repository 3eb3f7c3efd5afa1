import { Accesses, contextObject, isDomainOfC, type SharedObject } from '../../port/accesses.ts';
import { isWorker } from '../../model/context-id.ts';
import type { Context } from '../kernel/context.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Outcome } from '../kernel/routine.ts';
import type { Machine } from './machine.ts';

/*
 * The caller of put_iova_domain() frees the domain when that returns. A call that is in progress by
 * then may still free its range object, but all that it does to the domain is a use of freed
 * memory.
 */

/** Whether the teardown has responded. */
export function isTornDown({ putInvoked, teardown }: Machine): boolean {
  return putInvoked && !teardown.busy;
}

/**
 * Takes the next step of a call that outlasts the teardown. The first touch of the domain in it is
 * reported before it happens.
 */
export function stepAfterTeardown(kernel: Kernel, context: Context): Outcome | null {
  const { accesses } = kernel;
  kernel.accesses = new TouchesOfDomain(kernel, accesses);
  try {
    return context.step(kernel);
  } finally {
    kernel.accesses = accesses;
  }
}

/** How the domain of compiled C is called. */
const MEMORY_OF_C = { name: 'its memory', outlivesDomain: false };

/** Passes accesses on, and reports the first one of the domain. */
class TouchesOfDomain extends Accesses {
  readonly #kernel: Kernel;
  readonly #to: Accesses | null;
  #isReported = false;

  constructor(kernel: Kernel, to: Accesses | null) {
    super();
    this.#kernel = kernel;
    this.#to = to;
  }

  override look(object: SharedObject): void {
    this.#to?.look(object);
    this.#touch(object);
  }

  override change(object: SharedObject): void {
    this.#to?.change(object);
    this.#touch(object);
  }

  override release(object: SharedObject): void {
    this.#to?.release(object);
    this.#touch(object);
  }

  override tell(...kinds: Parameters<Accesses['tell']>): void {
    this.#to?.tell(...kinds);
  }

  #touch(object: SharedObject): void {
    const part = isDomainOfC(object) ? MEMORY_OF_C : this.#kernel.shared[object];
    if (part === undefined || part.outlivesDomain || this.#isReported) return;
    this.#isReported = true;
    this.#kernel.misuse(
      'use-after-free',
      `the domain is used after its teardown has returned: ${part.name}`,
      'put_iova_domain() ended the domain',
    );
  }
}

/**
 * Reports what is left of the domain, where the teardown has just responded, or the last of the
 * calls that outlast it. As long as one of them is in progress, it may free its own range object;
 * so may a work that is left.
 */
export function tellRemaining(machine: Machine, isTeardown: boolean): void {
  const { kernel, domain, workers } = machine;
  const { objects, caches } = domain;
  const isLast = !isCallInProgress(machine);
  let works = 0;
  for (const work of workers.works()) {
    if (!isTeardown) kernel.accesses?.look(work.object);
    if (work.running || work.pending !== 'no') works += 1;
  }
  if (!isTeardown && (!isLast || works > 0)) return;
  const left = isLast ? objects.live : null;
  const ofCaches = caches === null ? {} : { ofCaches: caches.memory.total };
  kernel.emit({ kind: 'remaining', objects: left, works, ...ofCaches });
}

/** The same as `callsInProgress() > 0`, and a step that asks it depends on every context. */
function isCallInProgress({ contexts, kernel }: Machine): boolean {
  for (const [at, { id }] of contexts.entries()) {
    if (!isWorker(id)) kernel.accesses?.look(contextObject(at));
  }
  return contexts.some(({ busy, id }) => busy && !isWorker(id));
}
