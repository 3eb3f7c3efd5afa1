/** What a recording shows decides what the judges say of it. The recordings here are made up. */
import { describe, expect, test } from 'vitest';
import type { Traits } from '../../model/property.ts';
import {
  allocLine,
  BY_WINDOW,
  BY_WORK,
  convict,
  deferredFreeLine,
  freeLine,
  refusedAllocLine,
  reserveLine,
  type Told,
} from './made-up.ts';

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
    ['gives a page to two', BY_WORK, [allocLine(15, 16), allocLine(16, 16)], ['5 OWN-1']],
    [
      'refuses what fits but for deferred ranges',
      BY_WORK,
      [allocLine(1, 16), deferredFreeLine(BY_WORK, 1, 16), refusedAllocLine(2)],
      ['6 AVL-2'],
    ],
    [
      'refuses what fits',
      BY_WORK,
      [allocLine(2, 16), refusedAllocLine(1)],
      ['5 AVL-1', '5 AVL-2', '5 AVL-3'],
    ],
    [
      'has deferred a range and no work pending, as a dump says',
      BY_WORK,
      [
        allocLine(1, 2),
        deferredFreeLine(BY_WORK, 1, 2),
        dump({ ranges: [[1, 2]], work_due: null }),
      ],
      ['6 WRK-1'],
    ],
    [
      'has deferred a range and no work to run',
      BY_WORK,
      [allocLine(1, 2), deferredFreeLine(BY_WORK, 1, 2), NOTHING_PENDING],
      ['6 WRK-1'],
    ],
    [
      'does not come back to a deferred range for longer than its bound',
      BY_WINDOW,
      [allocLine(1, 2), deferredFreeLine(BY_WINDOW, 1, 2), advance(50, 50), advance(1, 51)],
      ['7 LIV-1'],
    ],
    [
      'looks for deferred ranges where they are not',
      BY_WINDOW,
      [
        allocLine(1, 2),
        deferredFreeLine(BY_WINDOW, 1, 2),
        dump({ deferred: [[1, 2]], deferred_span: [2, 2] }),
      ],
      ['6 WIN-1'],
    ],
    ['has lost a range from its tree', BY_WORK, [allocLine(1, 2), dump({})], ['5 TRE-1']],
    [
      "erases a reservation with somebody else's range",
      BY_WORK,
      [reserveLine(1, 4), allocLine(5, 6), [freeLine(5, 6)[0], freeLine(1, 6)[1]]],
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
    expect(convict(BY_WORK, [], { left: 1 })).toMatchObject([{ line: 4, property: 'MEM-3' }]);
  });
});

describe('what does not convict an allocator', () => {
  const innocent: readonly (readonly [what: string, Traits, readonly Told[]])[] = [
    ['of a refusal while memory is scarce', BY_WORK, [PRESSURE, refusedAllocLine(1)]],
    [
      'of leaving a range deferred while memory is scarce',
      BY_WINDOW,
      [
        allocLine(1, 2),
        PRESSURE,
        deferredFreeLine(BY_WINDOW, 1, 2),
        advance(51, 51),
        NO_PRESSURE,
        advance(50, 101),
      ],
    ],
    [
      'of an erase by the work on time, however long the recording waited for it',
      BY_WORK,
      [
        allocLine(1, 2),
        deferredFreeLine(BY_WORK, 1, 2),
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
    const [first] = convict(BY_WORK, [refusedAllocLine(1)]);
    expect(first).toMatchObject({ line: 4, carelessSince: null });
    const stale: Told = [{ op: 'free', pfn: 9 }, { freed: false }];
    const [second] = convict(BY_WORK, [stale, refusedAllocLine(1)]);
    expect(second).toMatchObject({ line: 5, carelessSince: 4 });
    const [third] = convict(BY_WORK, [allocLine(1, 2), reserveLine(2, 3), refusedAllocLine(1)]);
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
  return [allocLine(1, 2), PRESSURE, deferredFreeLine(BY_WORK, 1, 2), runs];
}
