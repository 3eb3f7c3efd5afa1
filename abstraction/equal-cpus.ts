import { renamedCall } from '../port/call-book.ts';
import { renamedPtr } from '../impl/kernel/slab.ts';
import type { Machine } from '../impl/twin/machine.ts';
import type { ContextId } from '../model/call.ts';
import type { Scope } from '../explore/run/scope.ts';
import type { World } from '../explore/world/world.ts';
import type { Symmetry } from '../explore/state-space/model.ts';

/** All orders of the items. */
function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

/**
 * Exchanges of CPUs that leave everything as it was but for names: those with interrupts (with
 * them) among themselves, and those without. Pages are never alike: an allocator that goes by
 * address treats no two alike.
 */
export function cpuSymmetries(scope: Scope, world: World): readonly Symmetry[] {
  const cpus = Array.from({ length: scope.cpus }, (_, cpu) => cpu);
  const withIrqs = permutations(cpus.slice(0, scope.irqs));
  const without = permutations(cpus.slice(scope.irqs));
  return withIrqs
    .flatMap((some) => without.map((others) => [...some, ...others]))
    .filter((order) => order.some((cpu, at) => cpu !== at))
    .map((order) => exchange(order, world));
}

/** CPU number `at` takes the place of number `order[at]`. */
function exchange(order: readonly number[], world: World): Symmetry {
  const { machine } = world;
  const rename = (id: string): string => {
    const match = /^(cpu|irq)(\d+)$/.exec(id);
    return match === null ? id : `${match[1]}${order[Number(match[2])]}`;
  };
  const names = new Map(machine.contexts.map(({ id }) => [id as string, rename(id)]));
  const caller = (index: number): number => {
    const id = machine.calls.callers[index] as ContextId;
    return machine.calls.callers.indexOf(names.get(id) as ContextId);
  };
  const call = (number: number): number => renamedCall(number, caller);
  return {
    text: (value) => names.get(value) ?? value,
    number: (value) => (value >= 0 ? value : renamedPtr(call(value), call)),
    order: registerOrder(machine, world, (id) => names.get(id) ?? id),
    // The timer comes last, and stays.
    movers: [...machine.contexts, { id: 'timer' }].map(({ id }, at) => {
      const image = machine.contexts.findIndex((other) => other.id === names.get(id));
      return image < 0 ? at : image;
    }),
  };
}

/** Of each register, which one's contents it has after the exchange. */
function registerOrder(
  machine: Machine,
  world: World,
  rename: (id: string) => string,
): readonly number[] {
  const order = world.bank.registers.map((_, at) => at);
  const places = new Map(world.bank.registers.map(({ of }, at) => [of, at]));
  world.bank.registers.forEach(({ of }, at) => {
    const [owner, ...rest] = of.split(' ');
    if (owner === undefined || machine.context(owner) === undefined) return;
    order[places.get([rename(owner), ...rest].join(' ')) as number] = at;
  });
  return order;
}
