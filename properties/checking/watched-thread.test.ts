import { describe, expect, test } from 'vitest';
import { type Command, type Frame, WatchedThread } from '../../explore/loading/watched-thread.ts';

const ours: Frame = { url: 'file:///ours.js', line: 1, name: 'step' };
const users: Frame = { url: 'file:///mine.ts', line: 7, name: 'rearm' };

/** A thread that is looked at three times, each after two ticks. What it has told its debugger. */
function looksAt(seen: readonly (readonly [frames: readonly Frame[], pulse: number])[]) {
  const told: Command[] = [];
  const thread = new WatchedThread(
    (command) => told.push(command),
    ({ url }) => url.endsWith('mine.ts'),
  );
  const stuck = seen.map(([frames, pulse]) => {
    thread.look();
    thread.paused(frames);
    const found = thread.felt(pulse, 4);
    thread.released();
    thread.tick();
    thread.tick();
    return found;
  });
  return { told, stuck, thread };
}

describe('a thread that is watched', () => {
  test('a call that is there at each look, with the same pulse, is stuck after a while', () => {
    const { stuck } = looksAt([
      [[users, ours], 5],
      [[users, ours], 5],
      [[ours, users, ours], 5],
    ]);
    expect(stuck).toEqual([null, null, users]);
  });

  test('a function that is entered again and again is not stuck', () => {
    const { stuck } = looksAt([
      [[users, ours], 5],
      [[users, ours], 6],
      [[users, ours], 7],
    ]);
    expect(stuck).toEqual([null, null, null]);
  });

  test('our own long work is left alone, and ends what was suspected before', () => {
    const { stuck, told, thread } = looksAt([
      [[users, ours], 5],
      [[ours], 5],
      [[users, ours], 5],
    ]);
    expect(stuck).toEqual([null, null, null]);
    expect(told.slice(4, 7)).toEqual(['enable', 'pause', 'disable']);
    expect(thread.isBusy).toBe(false);
  });

  test('a thread that sleeps is asked only once', () => {
    const told: Command[] = [];
    const thread = new WatchedThread(
      (command) => told.push(command),
      () => true,
    );
    thread.look();
    thread.look();
    expect(told).toEqual(['enable', 'pause']);
    thread.release();
    thread.release();
    expect(told).toEqual(['enable', 'pause', 'disable']);
  });
});
