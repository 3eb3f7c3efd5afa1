import { describe, expect, test } from 'vitest';
import { type Said, wordDeed } from '../../explore/world/deed.ts';
import { llist } from '../../impl/designs/llist.ts';
import type { Call } from '../../model/call.ts';
import type { Action } from '../../port/action.ts';
import { DMA32, ScriptedRun } from '../run/scripted-run.ts';

const FREE: Call = { fn: 'free', what: { call: 0, offsetPages: 0 } };
const RESERVE: Call = { fn: 'reserve', lo: DMA32 - 1, hi: DMA32 - 1 };
const start = (call: Call): Action => ({ do: 'start', on: 'cpu0', call });

/** What each further action of the run did, without what it wrote; the same deed once in a row. */
function deedsOf(scripted: ScriptedRun, ...actions: readonly Action[]): readonly string[] {
  const deeds: string[] = [];
  const note = (): void => {
    const { actor, said } = scripted.world.lastDeed;
    const deed = wordDeed(actor, said, []);
    if (deed !== deeds.at(-1)) deeds.push(deed);
  };
  for (const action of actions) {
    scripted.take(action);
    note();
    if (action.do !== 'start') continue;
    while (scripted.world.system.canStep(action.on)) {
      scripted.take({ do: 'step', on: action.on });
      note();
    }
  }
  return deeds;
}

describe('the deed of an action', () => {
  const owning = (): ScriptedRun => new ScriptedRun(llist).alloc('cpu0', 1, DMA32 - 1);
  const low: Call = { fn: 'alloc', sizePages: 1, limit: DMA32 - 1, aligned: true };

  test('a deed says who acted and what happened, and no step', () => {
    expect(deedsOf(new ScriptedRun(llist), start(low))).toEqual([
      'alloc_iova() began',
      'alloc_iova() went on',
      'alloc_iova() stored a range',
      'alloc_iova() returned',
    ]);
    expect(deedsOf(owning(), start(FREE))).toEqual([
      'free_iova() began',
      'free_iova() went on',
      'free_iova() erased a range',
      'free_iova() went on',
      'free_iova() returned',
    ]);
    expect(deedsOf(new ScriptedRun(llist), start(RESERVE))).toContain(
      'reserve_iova() stored a range',
    );
  });

  test('a deed tells the erase of a deferred range from any other, and names the work', () => {
    const short: Action = { do: 'pressure', level: 'nodes' };
    const enough: Action = { do: 'pressure', level: 'none' };
    const scripted = owning();
    expect(deedsOf(scripted, short, start(FREE), enough)).toEqual([
      'memory pressure went on',
      'free_iova() began',
      'free_iova() went on',
      'free_iova() was refused an erase',
      'free_iova() went on',
      'free_iova() deferred a range',
      'free_iova() returned',
      'memory pressure went on',
    ]);
    const worker: Action = { do: 'step', on: 'worker' };
    const passing: readonly Action[] = [
      { do: 'advance', byJiffies: 10 },
      { do: 'step', on: 'timer' },
    ];
    const deeds = deedsOf(scripted, ...passing, worker, worker, worker, worker, worker, worker);
    expect(deeds).toEqual([
      'time went on',
      'the timer went on',
      'the work went on',
      'the work erased a deferred range',
      'the work went on',
    ]);
  });

  test('a deed says which request was refused memory, and that the call failed', () => {
    const refusing: Action = { do: 'pressure', level: 'all' };
    expect(deedsOf(new ScriptedRun(llist), refusing, start(low))).toEqual([
      'memory pressure went on',
      'alloc_iova() began',
      'alloc_iova() was refused a range object',
    ]);
    const short: Action = { do: 'pressure', level: 'nodes' };
    expect(deedsOf(new ScriptedRun(llist), short, start(low))).toContain(
      'alloc_iova() was refused a store',
    );
    const tooMany: Call = { ...low, sizePages: 8 };
    expect(deedsOf(new ScriptedRun(llist), start(tooMany)).at(-1)).toBe('alloc_iova() failed');
  });
});

describe('the words for a deed', () => {
  const returned: Said = { what: 'returned', weight: 1 };
  const stored: Said = { what: 'stored a range', weight: 4 };

  test.each<readonly [string, Said | null, readonly string[]]>([
    ['it went on', null, []],
    ['it wrote max32', null, ['max32']],
    ['it wrote max32 and deferred_lo/hi', null, ['max32', 'deferred_lo/hi']],
    ['it returned', returned, []],
    ['it wrote max32', returned, ['max32']],
    ['it stored a range', stored, ['max32']],
  ])('what happened to a range says most, then what was written: %s', (words, said, written) => {
    expect(wordDeed('it', said, written)).toBe(words);
  });
});
