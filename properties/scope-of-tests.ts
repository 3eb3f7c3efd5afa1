import type { Scope } from '../explore/scope.ts';

/** A scope for tests that do not mind which. */
export const scopeOfTests: Scope = {
  cpus: 1,
  irqs: 0,
  calls: 2,
  pages: 2,
  fillers: 0,
  refusals: 0,
  callers: 'well-behaved',
  reserve: false,
  teardown: false,
  memory: 'adversarial',
  timers: 'any',
};
