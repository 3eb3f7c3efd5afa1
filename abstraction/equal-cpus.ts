import type { ContextId } from '../model/context-id.ts';
import { renamedCall, renamedObject } from './names-by-maker.ts';
import { isName } from './number-line.ts';
import type { Register } from './register.ts';
import type { Symmetry } from './symmetry.ts';

/** The names from which exchanges of CPUs are derived. */
export interface CpuNames {
  readonly cpus: number;
  /** The number of CPUs that take interrupts: CPUs 0 to `irqs` - 1. */
  readonly irqs: number;
  /** All contexts, in the order of the movers. The timer comes after them. */
  readonly contexts: readonly ContextId[];
  /** The contexts that make calls, in the order in which calls are named. */
  readonly callers: readonly ContextId[];
  /** The name of a register of a context begins with the context and a space. */
  readonly registers: readonly Register[];
}

/**
 * Left out of a state: which of several equal CPUs is which.
 *
 * Why that is sound: CPUs with interrupts differ from each other only in their names, and so do
 * CPUs without interrupts. An exchange of two such CPUs (with their interrupts, their calls and the
 * objects that their calls allocated) turns every run into a run of the same cost that breaks the
 * same properties. So one state stands for all its images. If a script gives two CPUs different
 * calls, they are not exchanged (`isScriptAlike`). Pages are not exchanged, since an allocator that
 * searches by address treats no two of them alike.
 */
export function cpuSymmetries(names: CpuNames): readonly Symmetry[] {
  const cpus = Array.from({ length: names.cpus }, (_, cpu) => cpu);
  const withIrqs = permutations(cpus.slice(0, names.irqs));
  const without = permutations(cpus.slice(names.irqs));
  return withIrqs
    .flatMap((some) => without.map((others) => [...some, ...others]))
    .filter((order) => order.some((cpu, at) => cpu !== at))
    .map((order) => exchange(order, names));
}

/** All orders of the items. */
function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

/** The exchange in which CPU number `at` takes the place of CPU number `order[at]`. */
function exchange(order: readonly number[], names: CpuNames): Symmetry {
  const { contexts, callers } = names;
  const rename = (id: string): string => {
    const match = /^(cpu|irq)(\d+)$/.exec(id);
    return match === null ? id : `${match[1]}${order[Number(match[2])]}`;
  };
  const images = new Map(contexts.map((id) => [id as string, rename(id)]));
  const caller = (index: number): number =>
    callers.indexOf(images.get(callers[index] as ContextId) as ContextId);
  const call = (number: number): number => renamedCall(number, caller);
  return {
    text: (value) => images.get(value) ?? value,
    number: (value) => (isName(value) ? renamedObject(call(value), call) : value),
    order: registerOrder(names, images),
    // The timer comes last, and stays.
    movers: [...contexts, 'timer'].map((id, at) => {
      const image = contexts.findIndex((other) => other === images.get(id));
      return image < 0 ? at : image;
    }),
  };
}

/** For each register, the one whose contents it has after the exchange. */
function registerOrder(
  { registers }: CpuNames,
  images: ReadonlyMap<string, string>,
): readonly number[] {
  const order = registers.map((_, at) => at);
  const places = new Map(registers.map(({ of }, at) => [of, at]));
  registers.forEach(({ of }, at) => {
    const [owner, ...rest] = of.split(' ');
    const image = owner === undefined ? undefined : images.get(owner);
    if (image === undefined) return;
    order[places.get([image, ...rest].join(' ')) as number] = at;
  });
  return order;
}
