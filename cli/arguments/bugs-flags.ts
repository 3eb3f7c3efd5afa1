import type { Engine } from '../../explore/checking/check-plan.ts';

/** Options of `iova-check bugs`. */
export interface BugsFlags {
  readonly engine?: Engine;
  readonly seed: number;
  /** Seconds, for each engine on each bug. */
  readonly time: number;
  readonly jobs: number;
  readonly out?: string;
  readonly json?: boolean;
}
