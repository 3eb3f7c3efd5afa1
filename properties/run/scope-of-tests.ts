import { QUIET_SCOPE } from '../../explore/run/quiet-scope.ts';
import type { Scope } from '../../explore/run/scope.ts';

/** A scope for tests that do not depend on its bounds. */
export const scopeOfTests: Scope = { ...QUIET_SCOPE, timers: 'any' };
