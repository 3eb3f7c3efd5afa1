import { describe, expect, test } from 'vitest';
import { Slab } from '../../impl/kernel/slab.ts';
import type { Ptr } from '../../impl/kernel/slab.ts';
import type { Request } from '../../model/call.ts';
import { Stage } from './stage.ts';

const FREES: Request = { fn: 'free', pfn: 1, of: 0 };
const FREES_OBJECT: Request = { fn: 'freeObject', pfn: 1, of: 0 };

function scene(): { stage: Stage; slab: Slab; allocate: () => Ptr } {
  const stage = new Stage('cpu0');
  const slab = new Slab(stage.kernel);
  const allocate = (): Ptr => {
    const ptr = stage.does('cpu0', () => slab.allocate());
    if (ptr === null) throw new Error('refused');
    return ptr;
  };
  return { stage, slab, allocate };
}

describe('a slab', () => {
  test('a slab hands out distinct objects, and counts those that are live', () => {
    const { slab, allocate } = scene();
    expect(new Set([allocate(), allocate(), allocate()]).size).toBe(3);
    expect(slab.live).toBe(3);
  });

  test('a slab hands out the memory freed last first, under a new pointer', () => {
    const { stage, slab, allocate } = scene();
    const [first, second] = [allocate(), allocate()];
    stage.does('cpu0', () => slab.write(first, 'lo', 5));
    stage.does('cpu0', () => slab.free(second));
    stage.does('cpu0', () => slab.free(first));
    const again = allocate();
    expect(again).not.toBe(first);
    stage.does('cpu0', () => slab.write(again, 'lo', 7));
    // The old pointer to the same memory reads what was written through the new one.
    expect(stage.does('cpu0', () => slab.read(first, 'lo'))).toBe(7);
  });

  test('a slab hands out cleared objects', () => {
    const { stage, slab, allocate } = scene();
    const old = allocate();
    stage.does('cpu0', () => slab.write(old, 'next', 9));
    stage.does('cpu0', () => slab.free(old));
    expect(slab.read(allocate(), 'next')).toBe(0);
  });

  test('a slab hands out nothing if memory is refused', () => {
    const { stage, slab } = scene();
    stage.kernel.memory.setPressure('all');
    expect(stage.does('cpu0', () => slab.allocate())).toBeNull();
    expect(slab.live).toBe(0);
  });

  test('a slab reports every object allocated and freed', () => {
    const { stage, slab, allocate } = scene();
    const ptr = allocate();
    stage.does('cpu0', () => slab.free(ptr));
    expect(stage.factsOf('object').map((fact) => fact.event)).toEqual(['allocated', 'freed']);
  });

  test('a slab comes back to a saved state', () => {
    const { stage, slab, allocate } = scene();
    const ptr = allocate();
    stage.does('cpu0', () => slab.write(ptr, 'lo', 5));
    const saved = slab.save();
    stage.does('cpu0', () => slab.write(ptr, 'lo', 6));
    stage.does('cpu0', () => slab.free(ptr));
    slab.restore(saved);
    expect([slab.read(ptr, 'lo'), slab.live]).toEqual([5, 1]);
    // What was saved is not changed by what happens after it was restored.
    stage.does('cpu0', () => slab.write(ptr, 'lo', 7));
    slab.restore(saved);
    expect(slab.read(ptr, 'lo')).toBe(5);
    expect(stage.misuses).toEqual([]);
  });
});

test('a saved state of a slab keeps every field', () => {
  const { stage, slab, allocate } = scene();
  const ptr = allocate();
  const fields = ['lo', 'hi', 'next', 'tries'] as const;
  const saved = slab.save();
  for (const field of fields) stage.does('cpu0', () => slab.write(ptr, field, 3));
  stage.does('cpu0', () => slab.setLinked(ptr, true));
  slab.restore(saved);
  expect(fields.map((field) => slab.read(ptr, field))).toEqual([0, 0, 0, 0]);
  expect(stage.does('cpu0', () => slab.setLinked(ptr, true))).toBe(false);
});

describe('a freed object', () => {
  test.each(['read', 'write'] as const)(
    'a %s of a freed object is a use after free at that step, and says who freed it',
    (how) => {
      const { stage, slab, allocate } = scene();
      const ptr = allocate();
      stage.does('cpu0', () => slab.write(ptr, 'lo', 5));
      stage.does('cpu0', () => slab.free(ptr), 'one: free', FREES);
      const touch = (): void =>
        void (how === 'read' ? slab.read(ptr, 'lo') : slab.write(ptr, 'lo', 1));
      stage.does('cpu0', touch, 'two: use', FREES_OBJECT);
      const where = { on: 'cpu0', where: 'two: use' };
      expect(stage.misuses).toMatchObject([
        { misuse: 'use-after-free', ...where, because: 'free_iova() freed it' },
      ]);
      expect(stage.misuses[0]?.what).toContain('[5,0]');
    },
  );

  test('a second free is a double free at that step, says who freed it, and does nothing', () => {
    const { stage, slab, allocate } = scene();
    const ptr = allocate();
    stage.does('cpu0', () => slab.free(ptr), 'one: free', FREES_OBJECT);
    stage.does('cpu0', () => slab.free(ptr), 'two: free', FREES);
    expect(stage.misuses).toMatchObject([
      { misuse: 'double-free', where: 'two: free', because: '__free_iova() freed it' },
    ]);
    expect(slab.live).toBe(0);
    expect(allocate()).not.toBe(allocate());
  });

  test('a freed object keeps its old contents until its memory is used again', () => {
    const { stage, slab, allocate } = scene();
    const ptr = allocate();
    stage.does('cpu0', () => slab.write(ptr, 'hi', 8));
    stage.does('cpu0', () => slab.free(ptr));
    expect(stage.does('cpu0', () => slab.read(ptr, 'hi'))).toBe(8);
  });

  test('pointers to the same memory are told apart by who freed their objects', () => {
    const { stage, slab, allocate } = scene();
    const old = allocate();
    stage.does('cpu0', () => slab.free(old), 'one: free', FREES);
    const next = allocate();
    stage.does('cpu0', () => slab.read(next, 'lo'));
    expect(stage.misuses).toEqual([]);
    stage.does('cpu0', () => slab.free(next), 'two: free');
    stage.does('cpu0', () => slab.read(old, 'lo'), 'late: use');
    stage.does('cpu0', () => slab.free(next), 'late: free');
    expect(stage.misuses.map(({ where, because }) => `${where}: ${because}`)).toEqual([
      'late: use: free_iova() freed it',
      'late: free: the work freed it',
    ]);
  });

  test('an object that was freed while it was on a list is told apart from any other', () => {
    const { stage, slab, allocate } = scene();
    const [listed, walked] = [allocate(), allocate()];
    for (const ptr of [listed, walked]) stage.does('cpu0', () => slab.setLinked(ptr, true));
    stage.does('cpu0', () => slab.setLinked(walked, false));
    for (const ptr of [listed, walked]) {
      stage.does('cpu0', () => slab.free(ptr), 'one: free', FREES);
      stage.does('cpu0', () => slab.read(ptr, 'lo'));
    }
    expect(stage.misuses.map(({ because }) => because)).toEqual([
      'free_iova() freed it while listed',
      'free_iova() freed it',
    ]);
  });

  test('a stale pointer does not free the object that uses its memory next', () => {
    const { stage, slab, allocate } = scene();
    const old = allocate();
    stage.does('cpu0', () => slab.free(old), 'one: free');
    const next = allocate();
    stage.does('cpu0', () => slab.free(old), 'late: free');
    expect(stage.misuses).toMatchObject([{ misuse: 'double-free' }]);
    expect(slab.live).toBe(1);
    stage.does('cpu0', () => slab.read(next, 'lo'));
    expect(stage.misuses).toHaveLength(1);
  });
});

test('a static value taken for an object is a misuse if it is used or freed', () => {
  const { stage, slab, allocate } = scene();
  allocate();
  expect(stage.does('cpu0', () => slab.read(-1, 'lo'), 'one: read')).toBe(0);
  stage.does('cpu0', () => slab.write(-1, 'lo', 5), 'one: write');
  stage.does('cpu0', () => slab.free(-1), 'one: free');
  expect(stage.misuses.map(({ misuse, where }) => `${misuse} ${where}`)).toEqual([
    'wild-memory-access one: read',
    'wild-memory-access one: write',
    'invalid-free one: free',
  ]);
  expect(stage.misuses.map(({ because }) => because)).toEqual([null, null, null]);
  expect(stage.does('cpu0', () => slab.setLinked(-1, true))).toBe(false);
  expect(slab.live).toBe(1);
});

test('a pointer that was never handed out is an error, not a misuse', () => {
  const { stage, slab } = scene();
  expect(() => stage.does('cpu0', () => slab.read(3, 'lo'))).toThrow('wild pointer');
});

test('a report of a use of freed memory names what lay there, and what lies there by now', () => {
  const { stage, slab, allocate } = scene();
  const ptr = allocate();
  stage.does('cpu0', () => slab.write(ptr, 'lo', 5));
  stage.does('cpu0', () => slab.write(ptr, 'hi', 6));
  stage.does('cpu0', () => slab.free(ptr));
  stage.does('cpu0', () => slab.read(ptr, 'lo'));
  const next = allocate();
  stage.does('cpu0', () => slab.write(next, 'lo', 7));
  stage.does('cpu0', () => slab.write(next, 'hi', 8));
  stage.does('cpu0', () => slab.free(ptr));
  expect(stage.misuses.map(({ what }) => what)).toEqual([
    'the object of [5,6] is used after it was freed',
    'the object of [5,6] is freed again (its memory is that of [7,8] by now)',
  ]);
});

test('a freed object is on no list, and no list can be noted for it', () => {
  const { stage, slab, allocate } = scene();
  const ptr = allocate();
  stage.does('cpu0', () => slab.setLinked(ptr, true));
  stage.does('cpu0', () => slab.free(ptr));
  expect(stage.does('cpu0', () => slab.setLinked(ptr, true))).toBe(false);
  const next = allocate();
  expect(stage.does('cpu0', () => slab.setLinked(ptr, true))).toBe(false);
  expect(stage.does('cpu0', () => slab.setLinked(next, false))).toBe(false);
});

test('a pointer that never existed is a mistake of the design', () => {
  const { slab, allocate } = scene();
  const ptr = allocate();
  for (const wild of [0, 5, ptr - 1, -(2 ** 17)]) {
    expect(() => slab.read(wild, 'lo')).toThrow(`no object ${wild}: a wild pointer`);
  }
});
