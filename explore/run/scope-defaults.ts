import { NO_CACHES } from './scope-caches.ts';
import type { PresetScope } from './presets.ts';

/** The values of keys that the text of a scope omits, in `--scope` or in a seeded bug. */
export const SCOPE_DEFAULTS: PresetScope = {
  cpus: 2,
  irqs: 0,
  calls: 2,
  pages: 4,
  fillers: 0,
  requests: 'aligned',
  ...NO_CACHES,
  refusals: 2,
  reserve: true,
  teardown: true,
  memory: 'adversarial',
  timers: 'any',
};
