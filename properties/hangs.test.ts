import { describe, expect, test } from 'vitest';
import type { Scope } from '../explore/scope.ts';
import { StateSpace } from '../explore/states.ts';
import { DONE } from '../impl/kernel/context.ts';
import { atLoopHead, step } from '../impl/kernel/effect.ts';
import { marker } from '../impl/designs/marker.ts';
import { allProperties } from '../model/properties/all.ts';

const SCOPE: Scope = {
  cpus: 1,
  irqs: 0,
  calls: 2,
  pages: 2,
  refusals: 0,
  callers: 'well-behaved',
  reserve: false,
  teardown: false,
  memory: 'adversarial',
  timers: 'any',
};

describe('a search of states', () => {
  test('finds a call that goes round for ever', () => {
    const spinning: typeof marker = {
      ...marker,
      name: 'spinning',
      *free() {
        for (;;) yield atLoopHead(step('free_iova: spins', () => 0));
      },
    };
    const { hangs, bound } = new StateSpace(spinning, SCOPE, allProperties).search(10_000);
    expect([...hangs.keys()]).toEqual(['LIV-2 free_iova: spins']);
    expect(bound).toBeNull();
  });

  test('finds none in a loop that ends', () => {
    const turning: typeof marker = {
      ...marker,
      name: 'turning',
      *free() {
        for (let turn = 0; turn < 9; turn += 1) {
          yield atLoopHead(
            step('free_iova: turns', () => 0),
            turn,
          );
        }
        return DONE;
      },
    };
    const { hangs, bound } = new StateSpace(turning, SCOPE, allProperties).search(10_000);
    expect(hangs.size).toBe(0);
    expect(bound).toBeNull();
  });

  test('does not conclude anything where a call goes on for longer than it looks', () => {
    const counting: typeof marker = {
      ...marker,
      name: 'counting',
      *free() {
        for (let turn = 0; ; turn += 1) {
          yield atLoopHead(
            step('free_iova: counts', () => 0),
            turn,
          );
        }
      },
    };
    const { bound } = new StateSpace(counting, SCOPE, allProperties).search(2000);
    expect(bound).toMatch(/states|steps of a context alone/);
  });
});
