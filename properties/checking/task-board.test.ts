import { describe, expect, test } from 'vitest';
import { TaskBoard } from '../../explore/checking/task-board.ts';

const NOTHING = { states: 0, transitions: 0, executions: 0, depth: 0, frontier: 0 };

describe('the board of a check', () => {
  test('the task board tells every thread to stop, and why', () => {
    const board = TaskBoard.forJobs(2);
    const watch = new TaskBoard(board.buffer).watch(1);
    expect(watch.stopped).toBeNull();
    board.stop('time ran out');
    expect(watch.stopped).toBe('time ran out');
  });

  test('the task board can be granted time again, but an interruption stays', () => {
    const board = TaskBoard.forJobs(1);
    board.stop('time ran out');
    board.grantTime();
    expect(board.stopped).toBeNull();
    board.stop('interrupted');
    board.stop('time ran out');
    board.grantTime();
    expect(board.stopped).toBe('interrupted');
  });

  test('the task board has the sums of all progress, and the maximum of the depths', () => {
    const board = TaskBoard.forJobs(2);
    expect(board.now()).toEqual(NOTHING);
    board.watch(0).tell({ states: 5, transitions: 9, executions: 0, depth: 4, frontier: 2 });
    board.watch(1).tell({ states: 1, transitions: 1, executions: 7, depth: 8, frontier: 3 });
    const both = { states: 6, transitions: 10, executions: 7, depth: 8, frontier: 5 };
    expect(board.now()).toEqual(both);
    board.clear(1);
    expect(board.now().executions).toBe(0);
    board.clear(0);
    expect(board.now()).toEqual(NOTHING);
  });
});
