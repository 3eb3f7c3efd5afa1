/** How caches are set up, and that a refusal gives everything back. */
import { describe, expect, test } from 'vitest';
import { SoleCaller } from '../../explore/recorded/sole-caller.ts';
import type { Design } from '../../impl/designs/design.ts';
import { hardened } from '../../impl/designs/hardened.ts';
import { llist } from '../../impl/designs/llist.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { marker } from '../../impl/designs/marker.ts';
import type { Need } from '../../model/fact.ts';

const CPUS = 2;
const ORDERS = 3;

/** A domain that is refused request number `refused`, from 0, and the requests it has made. */
function setUp(
  design: Design,
  refused: number,
): [caller: SoleCaller, asked: Need[], done: boolean] {
  const asked: Need[] = [];
  const refuses = (need: Need): boolean => asked.push(need) === refused + 1;
  const caches = { cpus: CPUS, onlineMask: 0b11, capacity: 2, orders: ORDERS };
  const setup = { granule: 4096, startPfn: 1, nowJiffies: 0, caches };
  const caller = new SoleCaller(design, setup, { refuses });
  return [caller, asked, caller.setUpCaches()];
}

const DESIGNS = [mainline, llist, marker, hardened] as unknown as readonly Design[];

describe.each(DESIGNS)('the caches of $name', (design) => {
  const [whole, all] = setUp(design, Infinity);
  const magazines = design.name === 'mainline' ? 0 : 2 * CPUS * ORDERS;

  test('ask for their array, a block for each class, their magazines and the hook', () => {
    expect(all).toHaveLength(1 + ORDERS + magazines + 1);
    expect(whole.domain.caches?.memory.counts).toEqual({
      kmalloc: 1,
      percpu: ORDERS,
      magazine: magazines,
      cpuhp: 1,
    });
  });

  test('give everything back, whichever request is refused', () => {
    for (const at of all.keys()) {
      const [caller, , done] = setUp(design, at);
      expect(done).toBe(false);
      const left = caller.domain.caches?.memory.counts;
      expect(left).toEqual({ kmalloc: 0, percpu: 0, magazine: 0, cpuhp: 0 });
      expect(caller.misuse).toBeNull();
    }
  });
});
