import type { SeededBug } from '../../../impl/bugs/seeded-bug.ts';
import type { Scope } from '../../run/scope.ts';
import { parseScopes } from '../../run/scope-text.ts';

/** What `SeededBug.scope` need not say. */
const BASE: Scope = {
  cpus: 1,
  irqs: 0,
  calls: 2,
  pages: 4,
  fillers: 0,
  refusals: 0,
  callers: 'well-behaved',
  reserve: false,
  teardown: false,
  memory: 'adversarial',
  timers: 'any',
};

/** The scope in which the bug bites. @throws UnreadableScope */
export function scopeOfBug({ scope }: SeededBug): Scope {
  return parseScopes(scope === '' ? 'cpus=1' : scope, BASE)[0] ?? BASE;
}
