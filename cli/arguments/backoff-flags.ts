/** Options of `iova-check backoff`. */
export interface BackoffFlags {
  /** Name or file. */
  readonly design: string;
  /** Always a mistake: policies are arguments here. */
  readonly policy?: string;
  /** Unmaps per second. */
  readonly rate: number;
  readonly pages: number;
  readonly jobs: number;
  readonly csv?: string;
  readonly plot?: string;
  readonly out?: string;
  readonly json?: boolean;
}
