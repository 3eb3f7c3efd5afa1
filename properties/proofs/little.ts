import { COMPARED_WORK, type ComparedWork } from '../../explore/proofs/compare-code.ts';

/** A very small comparison of a design with the proofs, for tests of how it is reported. */
export const LITTLE: ComparedWork = { ...COMPARED_WORK, scopes: [], randomRuns: 2 };
