import { describe, expect, test } from 'vitest';
import { Stage } from './stage.ts';

describe('the clock', () => {
  test('the clock stands still until a run lets time pass', () => {
    const { kernel } = new Stage();
    expect(kernel.clock.nowJiffies).toBe(0);
    kernel.clock.advance(10);
    kernel.clock.advance(1);
    expect(kernel.clock.nowJiffies).toBe(11);
  });

  test('the clock reports the time that has passed', () => {
    const stage = new Stage();
    stage.kernel.clock.advance(10);
    expect(stage.facts).toEqual([{ kind: 'time', byJiffies: 10 }]);
  });

  test('the clock does not go back', () => {
    const { clock } = new Stage().kernel;
    expect(() => clock.advance(-1)).toThrow(RangeError);
  });

  test('the clock comes back to a saved time', () => {
    const { clock } = new Stage().kernel;
    clock.advance(10);
    const saved = clock.save();
    clock.advance(5);
    clock.restore(saved);
    expect(clock.nowJiffies).toBe(10);
  });

  test('the clock does not tell two states apart that differ only in the time of day', () => {
    const { clock } = new Stage().kernel;
    const before = clock.observe();
    clock.advance(10);
    expect(clock.observe()).toEqual(before);
  });
});
