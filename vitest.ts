/**
 * What tests import that gate a design or a retry policy: expectations as functions and as matchers
 * of vitest, random runs, and a model with commands for fast-check. See docs/vitest.md.
 */
import { expect } from 'vitest';
import type { Design } from './impl/designs/design.ts';
import type { Policy } from './impl/policies/policy.ts';
import { expectContract } from './report/expectations/expect-contract.ts';
import { type ExpectedWithin, expectHolds } from './report/expectations/expect-holds.ts';
import { matching } from './report/expectations/matching.ts';

export {
  type AllocatorCommand,
  allocatorCommands,
  type CommandKind,
} from './explore/commands/allocator-commands.ts';
export { followModel } from './explore/commands/follow-model.ts';
export { type HeldPages, PageOwners } from './explore/commands/page-owners.ts';
export { RealAllocator } from './explore/commands/real-allocator.ts';
export { expectContract } from './report/expectations/expect-contract.ts';
export {
  type DesignExpectation,
  type ExpectedWithin,
  expectHolds,
  type Met,
} from './report/expectations/expect-holds.ts';
export { ExpectationFailed } from './report/expectations/expectation-failed.ts';
export { type DrawnRun, runsOf } from './report/expectations/runs-of.ts';
export { WrongExpectation } from './report/expectations/wrong-expectation.ts';

expect.extend({
  toHold(design: Design, properties: readonly string[], within: ExpectedWithin = {}) {
    return matching(() => expectHolds(design, { ...within, properties }));
  },
  toKeepContract(policy: Policy) {
    return matching(() => expectContract(policy));
  },
});

declare module 'vitest' {
  interface Matchers<T> {
    /** A design keeps these properties, within these bounds. */
    toHold: (properties: readonly string[], within?: ExpectedWithin) => void;
    /** A retry policy keeps its contract. */
    toKeepContract: () => void;
  }
}
