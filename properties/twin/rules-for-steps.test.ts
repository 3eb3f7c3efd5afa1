/** What a design must not do in its steps, and what it is told. */
import { describe, expect, test } from 'vitest';
import nodeReserved from '../../docs/examples/llist-node-reserved.ts';
import type { Design } from '../../impl/designs/design.ts';
import { llist } from '../../impl/designs/llist.ts';
import type { LlistDomain } from '../../impl/designs/llist-design.ts';
import { blocking } from '../../impl/kernel/blocking.ts';
import { BrokenRule } from '../../impl/kernel/broken-rule.ts';
import { type Coroutine, type Effect, reserved, step } from '../../impl/kernel/effect.ts';
import { DONE, type Outcome } from '../../impl/kernel/routine.ts';
import { type Call } from '../../model/call.ts';
import { Rig, TOP } from '../designs/rig.ts';

const FREE: Call = { fn: 'free', what: { pfn: TOP } };

/** The design `llist` with another free. */
function freeing(free: (d: LlistDomain) => Coroutine<Outcome>): Design {
  return { ...llist, name: 'mine', free };
}

/** What is thrown by a free of the design. */
function thrownBy(design: Design): unknown {
  const rig = new Rig(design);
  try {
    rig.call(FREE);
  } catch (error) {
    return error;
  }
  return null;
}

describe('between two steps nothing is touched', () => {
  const touches: readonly (readonly [what: string, touch: (d: LlistDomain) => unknown])[] = [
    ['the tree is looked at', (d) => d.tree.find(TOP)],
    ['the tree is looked at', (d) => d.tree.entries()],
    ['the tree is looked at', (d) => d.tree.destroy()],
    ['max32 is looked at', (d) => d.max32.get()],
    ['max32 is changed', (d) => d.max32.set(1)],
    ['the list is looked at', (d) => d.deferredFrees.empty()],
    ['the list is looked at', (d) => d.deferredFrees.first],
    ['the list is changed', (d) => d.deferredFrees.deleteAll()],
    ['deferred_free_work is looked at', (d) => d.work.pending],
    ['deferred_free_work is looked at', (d) => d.work.running],
    ['deferred_free_work is looked at', (d) => d.work.schedule(10)],
  ];
  test.each(touches)('%s: in %s', (what, touch) => {
    const early = freeing(function* (d) {
      touch(d);
      yield step('free_iova: nothing', () => undefined);
      return DONE;
    });
    const late = freeing(function* (d) {
      yield step('free_iova: nothing', () => undefined);
      touch(d);
      return DONE;
    });
    for (const design of [early, late]) {
      expect(thrownBy(design)).toBeInstanceOf(BrokenRule);
      expect(thrownBy(design)).toHaveProperty('message', expect.stringContaining(what));
    }
  });

  test('the same touches are allowed in a step, but for what a lock protects', () => {
    const rig = new Rig(
      freeing(function* (d) {
        yield step('free_iova: look', () => [d.deferredFrees.first, d.work.pending]);
        yield step('free_iova: entries', () => d.tree.entries().length);
        return DONE;
      }),
    );
    rig.call(FREE);
    expect(rig.factsOf('misused').map(({ what }) => what)).toEqual([
      'the tree is touched without iova_lock',
    ]);
  });
});

describe('what a coroutine may yield and return', () => {
  const wrong: readonly (readonly [says: string, free: unknown])[] = [
    ['free() is no generator', () => step('x', () => 0)],
    ['free() is no generator', () => undefined],
    ['free() returns before its first step', () => [].values()],
    ['at the beginning comes no step', () => [{ at: 'x', enabled: () => true }].values()],
    ['a label is ""', () => [step('', () => 0)].values()],
    ['a label is no string but undefined', () => [step(undefined as never, () => 0)].values()],
    ['a label is "a\\u001b[31mb"', () => [step('a\u001b[31mb', () => 0)].values()],
    ['a label is "a\\u202eb"', () => [step('a\u202eb', () => 0)].values()],
    [`a label is "${'x'.repeat(59)}..."`, () => [step('x'.repeat(121), () => 0)].values()],
  ];
  test.each(wrong)('%s', (says, free) => {
    const { message } = thrownBy(freeing(free as () => Coroutine<Outcome>)) as Error;
    expect(message).toContain(says);
  });

  test('the reason of a refusal is a label, too', () => {
    const design = freeing(function* () {
      yield step('free_iova: nothing', () => undefined);
      return { kind: 'refused', because: 'a\nb' };
    });
    expect(thrownBy(design)).toHaveProperty(
      'message',
      expect.stringContaining('the reason of a refusal is "a\\nb"'),
    );
  });
});

describe('memory', () => {
  const asks = (d: LlistDomain) => (): unknown => d.objects.allocate();

  test('a plain step that asks for memory is a mistake of the design', () => {
    const design = freeing(function* (d) {
      yield step('free_iova: object', asks(d));
      return DONE;
    });
    expect(thrownBy(design)).toHaveProperty(
      'message',
      expect.stringContaining('"free_iova: object" asks for memory, but is a plain step'),
    );
  });

  const assured: readonly (readonly [string, (d: LlistDomain) => Effect])[] = [
    ['reserved', (d) => reserved('free_iova: object', asks(d))],
    ['blocking', (d) => blocking(d.kernel, 'free_iova: object', asks(d))],
  ];
  test.each(assured)('a %s step is granted memory under any pressure', (_name, effect) => {
    const rig = new Rig(
      freeing(function* (d) {
        yield effect(d);
        return DONE;
      }),
    );
    rig.press('all');
    rig.call(FREE);
    expect(rig.factsOf('memory').map(({ granted }) => granted)).toEqual([true]);
    expect(rig.factsOf('misused')).toEqual([]);
  });

  test('a blocking step under a lock sleeps while atomic, and a reserved one does not', () => {
    const misuses = assured.map(([, effect]) => {
      const rig = new Rig(
        freeing(function* (d) {
          yield d.lock.lockIrqsave('free_iova: lock');
          yield effect(d);
          yield d.lock.unlock('free_iova: unlock');
          return DONE;
        }),
      );
      rig.call(FREE);
      return rig.factsOf('misused').map(({ misuse }) => misuse);
    });
    expect(misuses).toEqual([[], ['sleep-in-atomic']]);
  });

  test('a free whose node was reserved cannot be refused, and its allocation can', () => {
    const rig = new Rig(nodeReserved as unknown as Design);
    const refusedCall = rig.alloc(1, TOP, { refuse: ['node for the erase'] });
    expect(rig.response(refusedCall).refused).toBe(true);
    const call = rig.alloc(1);
    rig.press('all');
    rig.call({ fn: 'free', what: { call, offsetPages: 0 } });
    expect(rig.factsOf('erased')).toHaveLength(1);
    expect(rig.factsOf('deferred')).toEqual([]);
  });
});
