import { COMPARED_WORK, type ComparedWork } from '../../explore/proofs/compare-code.ts';

/** Compares a design with the proofs at a glance: for tests of what is told about it. */
export const LITTLE: ComparedWork = { ...COMPARED_WORK, scopes: [], randomRuns: 2 };
