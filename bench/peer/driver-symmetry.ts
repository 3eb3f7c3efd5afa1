import type { Symmetry } from '../../abstraction/symmetry.ts';
import type { Register } from '../../abstraction/register.ts';

/** All orders of the items. */
function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

/**
 * All exchanges of drivers. The worker and the teardown, which come after the drivers, stay in
 * place.
 */
export function driverSymmetries(
  drivers: number,
  registers: readonly Register[],
): readonly Symmetry[] {
  return permutations(Array.from({ length: drivers }, (_, at) => at))
    .filter((order) => order.some((driver, at) => driver !== at))
    .map((order) => exchange(order, registers));
}

/** The exchange in which driver number `at` takes the place of number `order[at]`. */
function exchange(order: readonly number[], registers: readonly Register[]): Symmetry {
  const names = new Map(order.map((image, at) => [`cpu${at}`, `cpu${image}`]));
  const rename = (name: string): string => names.get(name) ?? name;
  const places = new Map(registers.map(({ of }, at) => [of, at]));
  const contents = registers.map((_, at) => at);
  registers.forEach(({ of }, at) => {
    const [owner, ...rest] = of.split(' ');
    contents[places.get([rename(owner as string), ...rest].join(' ')) as number] = at;
  });
  return {
    number: (value) => value,
    text: rename,
    order: contents,
    movers: [...order, order.length, order.length + 1],
  };
}
