/** What a recording shows decides what the judges say of it. The recordings here are made up. */
import { describe, expect, test } from 'vitest';
import { type Conviction, judgeRecording } from '../../explore/recorded/judge-recording.ts';
import { parseRecording } from '../../explore/recorded/read-recording.ts';
import { allProperties } from '../../model/properties/all.ts';
import type { Traits } from '../../model/property.ts';

const BY_WORK: Traits = {
  defers: true,
  retriesByWork: true,
  lists: true,
  window: false,
  gap: 'slack',
  recoveryJiffies: 10,
  retryDelaysJiffies: [10],
  longestDelaysJiffies: [10],
  warns: null,
};
const BY_WINDOW: Traits = { ...BY_WORK, retriesByWork: false, window: true, recoveryJiffies: 50 };

type Told = readonly [cmd: object, reply: object];

/** What an allocator with these traits is convicted of, if this happened between init and put. */
function convict(traits: Traits, told: readonly Told[], left = 0): readonly Conviction[] {
  const objects = { iova: left, magazine: 0, node: 0, kmalloc: 0, percpu: 0 };
  const all: readonly Told[] = [
    [{ op: 'cpus', n: 1 }, { ok: true }],
    [
      { op: 'init', granule: 4096, start_pfn: 1, rcache: false },
      { ok: true, dma32: 2 ** 20 },
    ],
    ...told,
    [{ op: 'put' }, { ok: true, objects }],
  ];
  const header = {
    format: 1,
    engine: 'made up',
    profile: 'made up',
    cpus: 1,
    granule: 4096,
    start_pfn: 1,
    rcache: false,
    lines: all.length,
  };
  const lines = [header, ...all.map(([cmd, reply]) => ({ cmd, reply }))];
  const recording = parseRecording('a', lines.map((line) => JSON.stringify(line)).join('\n'));
  if (recording.kind === 'unsupported') throw new Error(recording.why);
  return judgeRecording(traits, allProperties, recording).convictions;
}

const object = { k: 'alloc', what: 'iova', ok: true };

function alloc(lo: number, hi: number, limit = 16): Told {
  const env = [object, { k: 'store', lo, hi, ok: true }];
  return [
    { op: 'alloc', size: hi - lo + 1, limit, align: false },
    { pfn: lo, hi, env },
  ];
}

function refusedAlloc(size: number, limit = 16): Told {
  return [
    { op: 'alloc', size, limit, align: false },
    { err: 'ENOSPC', env: [object] },
  ];
}

function free(lo: number, hi: number): Told {
  const env = [{ k: 'erase', lo, hi, ok: true }];
  return [
    { op: 'free', pfn: lo },
    { freed: true, lo, hi, env },
  ];
}

function deferredFree(traits: Traits, lo: number, hi: number): Told {
  const kept = { k: 'erase', lo, hi, ok: false };
  const env = traits.window ? [kept, { k: 'mark', lo, hi, ok: true }] : [kept];
  return [
    { op: 'free', pfn: lo },
    { freed: true, lo, hi, enomem: true, env },
  ];
}

function reserve(lo: number, hi: number): Told {
  return [
    { op: 'reserve', lo, hi },
    { lo, hi, env: [object, { k: 'store', lo, hi, ok: true }] },
  ];
}

function dump(fields: object): Told {
  const rest = { max32: 2 ** 20, dma32: 2 ** 20, clock: 0, online: 1 };
  return [{ op: 'dump' }, { ranges: [], deferred: [], ...rest, ...fields }];
}

function advance(ms: number, clock: number): Told {
  return [
    { op: 'advance', ms },
    { ran: 0, clock },
  ];
}

const PRESSURE: Told = [{ op: 'fail_always', kind: 'node', on: true }, { ok: true }];
const NO_PRESSURE: Told = [{ op: 'fail_clear' }, { ok: true }];
const NOTHING_PENDING: Told = [{ op: 'run_work' }, { ran: 0, clock: 0 }];

describe('what convicts an allocator', () => {
  const guilty: readonly (readonly [what: string, Traits, readonly Told[], string[]])[] = [
    ['gives a page to two', BY_WORK, [alloc(15, 16), alloc(16, 16)], ['5 OWN-1']],
    [
      'refuses what fits but for deferred ranges',
      BY_WORK,
      [alloc(1, 16), deferredFree(BY_WORK, 1, 16), refusedAlloc(2)],
      ['6 AVL-2'],
    ],
    [
      'refuses what fits',
      BY_WORK,
      [alloc(2, 16), refusedAlloc(1)],
      ['5 AVL-1', '5 AVL-2', '5 AVL-3'],
    ],
    [
      'has deferred a range and no work pending, as a dump says',
      BY_WORK,
      [alloc(1, 2), deferredFree(BY_WORK, 1, 2), dump({ ranges: [[1, 2]], work_due: null })],
      ['6 WRK-1'],
    ],
    [
      'has deferred a range and no work to run',
      BY_WORK,
      [alloc(1, 2), deferredFree(BY_WORK, 1, 2), NOTHING_PENDING],
      ['6 WRK-1'],
    ],
    [
      'does not come back to a deferred range for longer than its bound',
      BY_WINDOW,
      [alloc(1, 2), deferredFree(BY_WINDOW, 1, 2), advance(50, 50), advance(1, 51)],
      ['7 LIV-1'],
    ],
    [
      'looks for deferred ranges where they are not',
      BY_WINDOW,
      [
        alloc(1, 2),
        deferredFree(BY_WINDOW, 1, 2),
        dump({ deferred: [[1, 2]], deferred_span: [2, 2] }),
      ],
      ['6 WIN-1'],
    ],
    ['has lost a range from its tree', BY_WORK, [alloc(1, 2), dump({})], ['5 TRE-1']],
    [
      "erases a reservation with somebody else's range",
      BY_WORK,
      [reserve(1, 4), alloc(5, 6), [free(5, 6)[0], free(1, 6)[1]]],
      ['6 OWN-2'],
    ],
  ];
  test.each(guilty)(
    'an allocator is convicted by its recording if it %s',
    (_what, traits, told, convictions) => {
      const lines = convict(traits, told).map(({ line, property }) => `${line} ${property}`);
      expect(lines.toSorted()).toEqual(convictions);
    },
  );

  test('an allocator is convicted by its recording if its teardown leaves objects behind', () => {
    expect(convict(BY_WORK, [], 1)).toMatchObject([{ line: 4, property: 'MEM-3' }]);
  });
});

describe('what does not convict an allocator', () => {
  const innocent: readonly (readonly [what: string, Traits, readonly Told[]])[] = [
    ['of a refusal while memory is scarce', BY_WORK, [PRESSURE, refusedAlloc(1)]],
    [
      'of leaving a range deferred while memory is scarce',
      BY_WINDOW,
      [
        alloc(1, 2),
        PRESSURE,
        deferredFree(BY_WINDOW, 1, 2),
        advance(51, 51),
        NO_PRESSURE,
        advance(50, 101),
      ],
    ],
    [
      'of an erase by the work on time, however long the recording waited for it',
      BY_WORK,
      [
        alloc(1, 2),
        deferredFree(BY_WORK, 1, 2),
        [
          { op: 'advance', ms: 500 },
          { ran: 1, clock: 500, env: [{ k: 'erase', lo: 1, hi: 2, ok: true }] },
        ],
      ],
    ],
    ['of an empty log: a recording does not hold it', BY_WORK, manyFailedRetries()],
  ];
  test.each(innocent)('an allocator is not convicted %s', (_what, traits, told) => {
    expect(convict(traits, told)).toEqual([]);
  });

  test('a conviction says from which line on callers were careless', () => {
    const [first] = convict(BY_WORK, [refusedAlloc(1)]);
    expect(first).toMatchObject({ line: 4, carelessSince: null });
    const stale: Told = [{ op: 'free', pfn: 9 }, { freed: false }];
    const [second] = convict(BY_WORK, [stale, refusedAlloc(1)]);
    expect(second).toMatchObject({ line: 5, carelessSince: 4 });
    const [third] = convict(BY_WORK, [alloc(1, 2), reserve(2, 3), refusedAlloc(1)]);
    expect(third).toMatchObject({ line: 6, carelessSince: 5 });
  });
});

/** Twelve runs of the work, within one command, that find no memory. */
function manyFailedRetries(): readonly Told[] {
  const env = Array.from({ length: 12 }, () => ({ k: 'erase', lo: 1, hi: 2, ok: false }));
  const runs: Told = [
    { op: 'advance', ms: 120 },
    { ran: 12, clock: 120, env },
  ];
  return [alloc(1, 2), PRESSURE, deferredFree(BY_WORK, 1, 2), runs];
}
