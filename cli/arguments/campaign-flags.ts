import type { CheckFlags } from './check-flags.ts';

/** What `iova-check campaign` does. */
export const CAMPAIGN_ACTIONS = ['start', 'worker', 'status', 'merge', 'stop'] as const;
export type CampaignAction = (typeof CAMPAIGN_ACTIONS)[number];

/** Options of `iova-check campaign`. */
export interface CampaignFlags extends Pick<CheckFlags, 'jobs' | 'json' | 'verbose' | 'out'> {
  /** A folder that keeps the campaign; true: one that is named after it. */
  readonly local?: string | true;
  /** The address of a server, without a password. */
  readonly queue?: string;
  /** Seconds. */
  readonly lock: number;
  /** A worker ends after so many shards in a row that show it nothing new. */
  readonly saturation?: number;
}
