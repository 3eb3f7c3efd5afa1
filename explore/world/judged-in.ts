import type { Design } from '../../impl/designs/design.ts';
import type { Property } from '../../model/property.ts';
import type { Scope } from '../run/scope.ts';

/** The properties that are about the design, and that the clock of the scope allows to judge. */
export function judgedIn(
  { timers }: Pick<Scope, 'timers'>,
  { traits }: Pick<Design, 'traits'>,
  properties: readonly Property[],
): readonly Property[] {
  return properties.filter(
    (property) => property.appliesTo(traits) && (!property.timed || timers === 'exact'),
  );
}
