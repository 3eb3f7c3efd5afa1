import { llist } from '../designs/llist.ts';
import { exponential } from '../policies/exponential.ts';
import { withPolicy } from '../policies/with-policy.ts';
import { capNotApplied } from './policies/cap-not-applied.ts';
import type { SeededBug } from './seeded-bug.ts';

const base = withPolicy(llist, exponential);
const { finding, changes, realistic, policy } = capNotApplied;

/** It is held to what the policy promises that it should have. */
export const llistUnderCapNotApplied: SeededBug<typeof llist> = {
  finding,
  changes,
  realistic,
  caughtBy: 'AVL-3',
  base,
  scope: 'calls=3,pages=2,refusals=5,timers=exact',
  design: { ...base, name: 'llist-under-cap-not-applied', policy },
};
