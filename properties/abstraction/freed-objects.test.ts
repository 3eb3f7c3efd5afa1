/** What a search sees of the slab: it takes states that look alike here for one. */
import { describe, expect, test } from 'vitest';
import { keyOf } from '../../abstraction/key-of.ts';
import { mentions } from '../../abstraction/freed-objects.ts';
import { renamedObject } from '../../abstraction/names-by-maker.ts';
import type { Ptr } from '../../impl/kernel/slab.ts';
import type { Request } from '../../model/call.ts';
import { Scene, twoFreed } from './slab-scene.ts';

describe('a live object', () => {
  test('while all objects are live, it is not asked which pointers are held', () => {
    const scene = new Scene();
    scene.allocate();
    const asked = (): never => {
      throw new Error('asked');
    };
    expect(() => scene.slab.forget(asked)).not.toThrow();
    scene.free(scene.allocate());
    expect(() => scene.slab.forget(asked)).toThrow('asked');
  });

  test('a live object is seen with everything that it holds', () => {
    const scene = new Scene();
    const ptr = scene.allocate();
    const seen = [scene.seen()];
    scene.write(ptr, 'lo', 3);
    seen.push(scene.seen());
    scene.write(ptr, 'next', 4);
    seen.push(scene.seen());
    scene.stage.does('cpu0', () => scene.slab.setLinked(ptr, true));
    seen.push(scene.seen());
    expect(new Set(seen).size).toBe(4);
  });

  test('a live object looks the same wherever it lies', () => {
    const [one, other] = [twoFreed('first last').scene, twoFreed('second last').scene];
    for (const scene of [one, other]) scene.write(scene.allocate(), 'lo', 1);
    expect(one.seen()).toBe(other.seen());
  });
});

describe('a freed object', () => {
  test('a freed object is seen if a pointer to it is held, also by another object', () => {
    const scene = new Scene();
    const [old, holder] = [scene.allocate(), scene.allocate()];
    scene.free(old);
    expect(scene.seen()).not.toBe(scene.seen(old));
    scene.write(holder, 'next', old);
    expect(scene.seen()).toBe(scene.seen(old));
  });

  test('a freed object is seen unless it is said which pointers are held', () => {
    const { scene, first, second } = twoFreed('first last');
    expect(keyOf(scene.slab.observe())).toBe(scene.seen(first, second));
  });

  test('a freed object is seen with who freed it, and what lies there by now', () => {
    const frees: readonly (Request | null)[] = [null, { fn: 'free', pfn: 1, of: 0 }];
    const seen = frees.map((request) => {
      const scene = new Scene();
      const old = scene.allocate();
      scene.free(old, request);
      return scene.seen(old);
    });
    const scene = new Scene();
    const old = scene.allocate();
    scene.free(old);
    const next = scene.allocate();
    seen.push(scene.seen(old));
    scene.write(next, 'lo', 7);
    seen.push(scene.seen(old));
    expect(new Set(seen).size).toBe(4);
  });

  test('two freed objects are told apart if the memory of only one of them is free', () => {
    const seen = (['first last', 'second last'] as const).map((order) => {
      const { scene, first, second } = twoFreed(order);
      scene.allocate();
      return scene.seen(first, second);
    });
    expect(seen[0]).not.toBe(seen[1]);
  });

  test('a freed object is seen with the object in its memory, or with what that one left', () => {
    const having = ([5, 6] as const).map((next) => {
      const scene = new Scene();
      const held = [scene.allocate(1), scene.allocate(2)];
      for (const ptr of held) scene.free(ptr);
      for (const call of [next, 11 - next]) scene.allocate(call);
      return scene.seen(...held);
    });
    expect(having[0]).not.toBe(having[1]);
    const left = [7, 8].map((lo) => {
      const scene = new Scene();
      const held = scene.allocate();
      scene.free(held);
      const next = scene.allocate();
      scene.write(next, 'lo', lo);
      scene.free(next);
      return scene.seen(held);
    });
    expect(left[0]).not.toBe(left[1]);
  });

  test('a freed object is seen with the place of its memory among the free memory', () => {
    const [one, other] = [twoFreed('first last'), twoFreed('second last')];
    expect(one.scene.seen(one.first)).not.toBe(other.scene.seen(other.first));
  });

  test('a freed object that is not held looks like memory that was never handed out', () => {
    const one = new Scene();
    const [unheld, held] = [one.allocate(1), one.allocate(2)];
    one.write(unheld, 'lo', 9);
    one.free(unheld);
    one.free(held);
    const other = new Scene();
    other.free(other.allocate(2));
    expect(one.seen(held)).toBe(other.seen(held));
    expect(one.seen()).toBe(new Scene().seen());
  });
});

describe('an object from before the run', () => {
  function begun(): { readonly scene: Scene; readonly ptr: Ptr } {
    const scene = new Scene();
    const ptr = scene.allocate();
    scene.write(ptr, 'lo', 5);
    scene.slab.begin();
    return { scene, ptr };
  }

  test('an object from before the run is not seen until it is changed', () => {
    const empty = new Scene().seen();
    const { scene, ptr } = begun();
    expect(scene.seen()).toBe(empty);
    expect(scene.stage.does('cpu0', () => scene.slab.read(ptr, 'lo'))).toBe(5);
    expect(scene.seen()).toBe(empty);
    scene.write(ptr, 'lo', 6);
    const written = scene.seen();
    expect(written).not.toBe(empty);
    const linked = begun();
    linked.scene.stage.does('cpu0', () => linked.scene.slab.setLinked(linked.ptr, true));
    expect(new Set([empty, written, linked.scene.seen()]).size).toBe(3);
  });

  test('an object from before the run is seen as missing once it is freed, held or not', () => {
    const { scene, ptr } = begun();
    const before = scene.seen();
    scene.free(ptr);
    expect(scene.seen()).not.toBe(before);
  });

  test('an object from before the run keeps its name, and counts as live', () => {
    const { scene, ptr } = begun();
    expect(scene.allocate()).not.toBe(ptr);
    expect(scene.stage.does('cpu0', () => scene.slab.live)).toBe(2);
  });

  test('an object from before the run comes back to a saved state', () => {
    const { scene, ptr } = begun();
    const saved = scene.slab.save();
    scene.write(ptr, 'lo', 6);
    scene.slab.restore(saved);
    expect(scene.stage.does('cpu0', () => scene.slab.read(ptr, 'lo'))).toBe(5);
  });
});

describe('a pointer', () => {
  test('a pointer has the name of the call that allocated it, whichever call was first', () => {
    const [one, other] = [new Scene(), new Scene()];
    const [a, b] = [one.allocate(3), one.allocate(4)];
    const second = one.allocate(3);
    expect([other.allocate(4), other.allocate(3), other.allocate(3)]).toEqual([b, a, second]);
  });

  test('a call can have eight pointers of its own', () => {
    const scene = new Scene();
    const eight = Array.from({ length: 8 }, () => scene.allocate(3));
    expect(new Set([...eight, scene.allocate(4), scene.allocate(2)]).size).toBe(10);
    // Outside calls there is no such limit.
    expect(new Set(Array.from({ length: 20 }, () => scene.allocate(null))).size).toBe(20);
    expect(() => scene.allocate(3)).toThrow('a call allocates more than 8 range objects');
  });

  test('a pointer is renamed with its call, and nothing else is', () => {
    const scene = new Scene();
    // Numbers of calls as a search has them.
    const [from, to] = [-70_000, -71_024];
    const [first, second] = [scene.allocate(from), scene.allocate(from)];
    const renamed = (call: number): number => (call === from ? to : call);
    expect(renamedObject(first, renamed)).toBe(scene.allocate(to));
    expect(renamedObject(second, renamed)).toBe(scene.allocate(to));
    const zero = scene.allocate(0);
    expect(renamedObject(zero, renamed)).toBe(zero);
    expect(renamedObject(zero, () => -2)).toBe(scene.allocate(2));
    for (const other of [0, -1, 5, zero + 1]) {
      expect(renamedObject(other, () => -2)).toBe(other);
    }
  });

  test('pointers are found in plain data, at any depth', () => {
    const scene = new Scene();
    const [zero, three] = [scene.allocate(0), scene.allocate(3)];
    const data = [1, { at: [zero, null] }, { of: three, not: zero + 1 }, 'x', true];
    const found = [zero, three, scene.allocate(1)].map((ptr) => mentions(data, ptr));
    expect(found).toEqual([true, true, false]);
  });
});
