import { QUIET_SCOPE } from '../../explore/run/quiet-scope.ts';
import type { Scope } from '../../explore/run/scope.ts';

/** A scope for tests that do not mind which. */
export const scopeOfTests: Scope = { ...QUIET_SCOPE, timers: 'any' };
