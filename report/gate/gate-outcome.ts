/** How a case ended. `inconclusive`: neither shown to hold nor to be broken; never a pass. */
export type GateOutcome = 'passed' | 'failed' | 'inconclusive' | 'skipped';
