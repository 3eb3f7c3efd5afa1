import { machineOf } from '../twin/machine-of.ts';
import type { World } from '../../explore/world/world.ts';
import { keyOf } from '../../abstraction/key-of.ts';
import type { Register } from '../../abstraction/register.ts';

/** All but what is known of the causes of refusals: not every engine keeps that in its states. */
function withoutCauses(registers: readonly Register[]): readonly Register[] {
  return registers.filter(({ of }) => of !== 'since');
}

/** The state as a text, except for what is known of the causes of refusals. */
export function keyWithoutCauses(world: World): string {
  return keyOf(withoutCauses(world.bank.registers).map((register) => register.observe()));
}

/**
 * The state as a text, except for what freed memory holds by now. No step reads that before a use
 * of freed memory, and nothing after such a use is judged. So it makes no difference which freed
 * object's memory each of two allocating CPUs takes, although a stale pointer is left.
 */
export function keyUntilMisuse(world: World, of: 'everything' | 'the machine'): string {
  const { registers } = world.bank;
  const objects = `part ${machineOf(world).domain.objects.object}`;
  const machines = registers.findIndex((register) => register.of === 'owned');
  const wanted = of === 'everything' ? withoutCauses(registers) : registers.slice(0, machines);
  return keyOf(
    wanted.map((register) => {
      const observed = register.observe();
      // Either the objects, or a list of three: the objects, dangling pointers, and memory in order
      // of reuse.
      if (register.of !== objects || !isTriple(observed)) return observed;
      const [live, dangling] = observed;
      return [live, new Set([...dangling].map(([pointer, freedAt]) => [pointer, freedAt]))];
    }),
  );
}

function isTriple(
  observed: unknown,
): observed is [unknown, Iterable<readonly unknown[]>, readonly unknown[]] {
  return Array.isArray(observed) && observed.length === 3;
}
