import type { SeededBug } from '../../../impl/bugs/seeded-bug.ts';
import type { Scope } from '../../run/scope.ts';
import { SCOPE_DEFAULTS } from '../../run/scope-defaults.ts';
import { parseScopes, UnreadableScope } from '../../run/scope-text.ts';

/**
 * The scope in which the bug bites.
 * @throws UnreadableScope if the text names no scope, or several
 */
export function scopeOfBug({ design, scope: text }: SeededBug): Scope {
  const [scope, ...others] = parseScopes(text, { ...SCOPE_DEFAULTS, callers: 'well-behaved' });
  if (scope === undefined || others.length > 0) {
    throw new UnreadableScope(`${design.name}: a bug needs one scope; "${text}" is a list of them`);
  }
  return scope;
}
