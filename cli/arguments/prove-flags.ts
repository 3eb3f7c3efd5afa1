/** Options of `iova-check prove`. */
export interface ProveFlags {
  /** Name or file. */
  readonly policy?: string;
  /** Where the SMT-LIB goes. */
  readonly smt?: string;
  readonly json?: boolean;
}
