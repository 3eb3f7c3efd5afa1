import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { describe, expect, test } from 'vitest';
import { worstRecovery } from '../../explore/studies/backoff/worst-recovery.ts';
import { replay } from '../../explore/world/replay.ts';
import { llist } from '../../impl/designs/llist.ts';
import { step } from '../../impl/kernel/effect.ts';
import { exponential } from '../../impl/policies/exponential.ts';
import { flat10ms } from '../../impl/policies/flat-10ms.ts';
import type { Policy } from '../../impl/policies/policy.ts';
import { withPolicy } from '../../impl/designs/with-policy.ts';
import { liv1 } from '../../model/properties/liveness.ts';

const backsOff = withPolicy(llist, exponential);

describe('the worst recovery', () => {
  test('the worst recovery takes the longest delay, and a run shows it', () => {
    const worst = worstRecovery(backsOff);
    expect(worst?.jiffies).toBe(1000);
    const held = { ...backsOff, traits: { ...backsOff.traits, recoveryJiffies: 999 } };
    const run = { ...(worst as { run: Parameters<typeof replay>[1] }).run };
    const replayed = replay(twinSubject(held, [liv1]), run);
    expect(replayed).toMatchObject({
      kind: 'shows something else',
      found: [expect.stringContaining('LIV-1') as string],
    });
    expect(worstRecovery(llist)?.jiffies).toBe(10);
  });

  test('the worst recovery is a lower bound if delays grow for longer than is searched', () => {
    const slow: Policy<number> = {
      ...flat10ms,
      name: 'slow',
      initial: 1,
      startJiffies: 1,
      capJiffies: 300,
      next(last, { erased, left }) {
        const delayJiffies = erased > 0 || left === 0 ? 1 : Math.min(last + 1, 300);
        return { state: delayJiffies, delayJiffies, warn: false };
      },
    };
    const worst = worstRecovery(withPolicy(llist, slow));
    expect(worst?.exact).toBe(false);
    expect(worst?.jiffies).toBeGreaterThan(200);
    expect(worst?.jiffies).toBeLessThan(300);
    expect(worstRecovery(llist)?.exact).toBe(true);
  });

  test('there is no worst recovery if a design recovers later than it is held to', () => {
    const late: typeof llist = {
      ...llist,
      name: 'late',
      rearm: (d) => step('late', () => d.work.schedule(11)),
    };
    expect(worstRecovery(late)).toBeNull();
  });
});
