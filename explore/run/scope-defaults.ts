import type { PresetScope } from './presets.ts';

/** What the keys are that a scope's text omits: that of `--scope`, or of a seeded bug. */
export const SCOPE_DEFAULTS: PresetScope = {
  cpus: 2,
  irqs: 0,
  calls: 2,
  pages: 4,
  fillers: 0,
  refusals: 2,
  reserve: true,
  teardown: true,
  memory: 'adversarial',
  timers: 'any',
};
