import { QUIET_SCOPE } from '../explore/quiet-scope.ts';
import type { Scope } from '../explore/scope.ts';

/** A scope for tests that do not mind which. */
export const scopeOfTests: Scope = { ...QUIET_SCOPE, timers: 'any' };
