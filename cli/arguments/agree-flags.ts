/** Options of `iova-check agree`. */
export interface AgreeFlags {
  /** A scope, as text: its scripts are compared. */
  readonly scope?: string;
  readonly runs: number;
  readonly seed?: number;
  /** A file or a folder. */
  readonly recordings?: string;
  readonly json?: boolean;
}
