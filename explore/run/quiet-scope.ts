import type { Scope } from './scope.ts';

/** One CPU, two pages, well-behaved callers, nothing refused: what small searches start from. */
export const QUIET_SCOPE: Scope = {
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
  timers: 'exact',
};
