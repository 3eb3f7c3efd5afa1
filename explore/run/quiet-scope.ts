import { NO_CACHES } from './scope-caches.ts';
import type { Scope } from './scope.ts';

/** The base of small searches: one CPU, two calls, two pages, well-behaved callers, no refusals. */
export const QUIET_SCOPE: Scope = {
  cpus: 1,
  irqs: 0,
  calls: 2,
  pages: 2,
  fillers: 0,
  requests: 'aligned',
  ...NO_CACHES,
  refusals: 0,
  callers: 'well-behaved',
  reserve: false,
  teardown: false,
  memory: 'adversarial',
  timers: 'exact',
};
