/** Gates a retry policy: it keeps its contract, and a design that retries by it recovers. */
import 'iova-check/vitest';
import { llist, withPolicy } from 'iova-check';
import { expect, test } from 'vitest';
import policy from './doubling-to-640.ts';

test('llist recovers under a delay that doubles up to 640 ms', { timeout: 120_000 }, () => {
  expect(policy).toKeepContract();
  expect(withPolicy(llist, policy)).toHold(['WRK-1', 'LIV-1', 'LIV-4'], { scope: 'small' });
});
