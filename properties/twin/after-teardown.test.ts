/** Calls in progress when the teardown begins, and those that outlast it. */
import { describe, expect, test } from 'vitest';
import type { Design } from '../../impl/designs/design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { llist } from '../../impl/designs/llist.ts';
import { marker } from '../../impl/designs/marker.ts';
import { synchronizeRcu } from '../../impl/kernel/synchronize-rcu.ts';
import type { Call } from '../../model/call.ts';
import { Rig, TOP } from '../designs/rig.ts';

const ALLOC: Call = { fn: 'alloc', sizePages: 1, limit: TOP, aligned: true };
const PUT: Call = { fn: 'put' };

/** A rig on which cpu1 is about to take the step `label` of a free. */
function freeAt(design: Design, label: string): Rig {
  const rig = new Rig(design);
  const call = rig.alloc(1);
  rig.start('cpu1', { fn: 'free', what: { call, offsetPages: 0 } });
  rig.stepTo('cpu1', label);
  return rig;
}

/** How the domain and objects were misused, in order. */
function uses(rig: Rig): readonly (readonly [what: string, because: string | null])[] {
  return rig
    .factsOf('misused')
    .flatMap(({ misuse, what, because }) =>
      misuse === 'use-after-free' ? [[what, because] as const] : [],
    );
}

describe('a call that outlasts the teardown', () => {
  test.each(knownDesigns)(
    'on $name, its next touch of the domain is a use after free',
    (design) => {
      const rig = new Rig(design);
      rig.start('cpu0', ALLOC);
      rig.put();
      rig.step('cpu0'); // A range object comes from a cache of its own.
      expect(uses(rig)).toEqual([]);
      const { length } = rig.facts;
      rig.step('cpu0');
      const [[what, because] = ['', null], ...others] = uses(rig);
      expect(what).toMatch(/^the domain is used after its teardown has returned: iova_\w*lock$/);
      expect(because).toBe('put_iova_domain() ended the domain');
      expect(others).toEqual([]);
      // What follows from reading freed memory comes after it.
      expect(rig.facts[length]?.kind).toBe('misused');
    },
  );

  test('a step that touches the domain twice is reported once', () => {
    const rig = freeAt(llist, 'free_iova: remove_iova');
    rig.put();
    rig.step('cpu1'); // It reads the object twice, then the tree.
    expect(uses(rig)).toEqual([
      [expect.stringMatching(/^the object of .* is used after/), 'put_iova_domain() freed it'],
      [expect.stringMatching(/^the object of .* is used after/), 'put_iova_domain() freed it'],
      ['the domain is used after its teardown has returned: the tree', expect.any(String)],
    ]);
  });

  test('its own range object is its own to free, and nothing is left after that', () => {
    const rig = freeAt(llist, 'free_iova: free the object');
    rig.put();
    expect(rig.factsOf('remaining')).toEqual([{ kind: 'remaining', objects: null, works: 0 }]);
    rig.finish('cpu1');
    expect(uses(rig)).toEqual([]);
    expect(rig.factsOf('remaining').at(-1)).toEqual({ kind: 'remaining', objects: 0, works: 0 });
  });

  test('what is left is counted when the last of them responds', () => {
    const rig = freeAt(llist, 'free_iova: free the object');
    rig.start('cpu0', ALLOC);
    rig.put();
    rig.finish('cpu1');
    rig.step('cpu0', true); // Its object is refused, so it ends without touching the domain.
    const objects = rig.factsOf('remaining').map((fact) => fact.objects);
    expect(objects).toEqual([null, 0]);
  });
});

test('what a call leaves is not counted while the work is left, which may still free it', () => {
  const rig = freeAt(llist, 'free_iova: free the object');
  const call = rig.alloc(1);
  rig.start('cpu0', { fn: 'free', what: { call, offsetPages: 0 } });
  rig.stepTo('cpu0', 'free_iova: schedule_delayed_work', ['remove_iova']);
  rig.start('teardown', PUT);
  rig.stepTo('teardown', 'put_iova_domain: free every object of the tree');
  rig.finish('cpu0');
  rig.finish('teardown');
  rig.finish('cpu1');
  expect(rig.factsOf('remaining')).toEqual([{ kind: 'remaining', objects: null, works: 1 }]);
});

describe('a teardown that meets a call in progress', () => {
  test('it touches the tree without the lock if it takes none, since another can reach it', () => {
    const misused = (design: Design): readonly string[] => {
      const rig = freeAt(design, 'free_iova: lock');
      rig.put();
      return rig.factsOf('misused').map(({ misuse }) => misuse);
    };
    expect(misused(llist)).toContain('lock-not-held');
    expect(misused(marker)).toEqual([]);
  });

  test('it waits for a lock that the call holds', () => {
    const rig = freeAt(marker, 'free_iova: lock');
    rig.step('cpu1');
    rig.start('teardown', PUT);
    expect(rig.machine.canStep('teardown')).toBe(false);
    rig.finish('cpu1');
    expect(rig.machine.canStep('teardown')).toBe(true);
  });

  test('the work that a free arms after the cancel is left', () => {
    const rig = new Rig(llist);
    const call = rig.alloc(1);
    rig.start('cpu1', { fn: 'free', what: { call, offsetPages: 0 } });
    rig.stepTo('cpu1', 'free_iova: schedule_delayed_work', ['remove_iova']);
    rig.start('teardown', PUT);
    rig.stepTo('teardown', 'put_iova_domain: free every object of the tree');
    rig.finish('cpu1');
    rig.finish('teardown');
    expect(rig.factsOf('remaining')).toEqual([{ kind: 'remaining', objects: 0, works: 1 }]);
  });
});

describe('synchronize_rcu() in a teardown', () => {
  const waits: typeof llist = {
    ...llist,
    name: 'waits',
    *put(d) {
      yield synchronizeRcu(d.kernel, 'put_iova_domain');
      return yield* llist.put.call(this, d);
    },
  };

  test('it waits for every call in progress, and not for the work', () => {
    const rig = new Rig(waits);
    rig.defer(rig.alloc(1));
    rig.pass(10);
    rig.wakeWorker();
    rig.start('cpu0', ALLOC);
    rig.start('teardown', PUT);
    expect(rig.nextStep('teardown')).toBe('put_iova_domain: synchronize_rcu');
    expect(rig.machine.canStep('teardown')).toBe(false);
    rig.finish('cpu0');
    expect(rig.machine.context('worker')?.busy).toBe(true);
    expect(rig.machine.canStep('teardown')).toBe(true);
  });

  test('it may sleep, so it is a misuse under a spinlock', () => {
    const atomic: typeof llist = {
      ...llist,
      name: 'atomic',
      *put(d) {
        yield d.lock.lockIrqsave('put_iova_domain: lock');
        yield synchronizeRcu(d.kernel, 'put_iova_domain');
        yield d.lock.unlock('put_iova_domain: unlock');
        return yield* llist.put.call(this, d);
      },
    };
    const misused = (design: typeof llist): readonly string[] => {
      const rig = new Rig(design);
      rig.put();
      return rig.factsOf('misused').map(({ misuse }) => misuse);
    };
    expect(misused(atomic)).toEqual(['sleep-in-atomic']);
    expect(misused(waits)).toEqual([]);
  });
});
