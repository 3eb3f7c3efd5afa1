import { describe, expect, test } from 'vitest';
import type { Fact } from '../../model/fact.ts';
import {
  answers,
  asksFor,
  defers,
  erases,
  frees,
  grants,
  keeps,
  leavesBehind,
  misuses,
  owns,
  stores,
  tearsDown,
  work,
} from './facts.ts';
import { ACTOR, breaks, judge, signaturesOf } from './judge-facts.ts';

function remains(objects: number | null, works: number): Fact {
  return { kind: 'remaining', objects, works };
}

describe('WRK-1, something deferred implies a work that will look at it', () => {
  const owned = owns(0, 111);
  const deferring = [...owned, frees(1, 111, 0), keeps(1, 111), defers(1, 111)];

  test('WRK-1 is broken by a call that defers and responds without arming the work', () => {
    const { breach } = judge('WRK-1', [...deferring, answers(1)]);
    expect(breach?.why).toContain('[111,111] is deferred, but no work is pending');
    expect(breach?.signature).toBe(`WRK-1 no work is armed <- ${ACTOR} deferred a range`);
  });

  test('WRK-1 names who lost the work, if it was armed before', () => {
    const lost = [...deferring, work('armed'), work('idle'), answers(1)];
    const by = `actor ${lost.length - 2}`;
    const cause = `no work is armed <- ${by} stopped the work`;
    expect(signaturesOf('WRK-1', lost)).toEqual([`WRK-1 ${cause}`]);
  });

  test('WRK-1 is broken by a work that comes to rest with something left', () => {
    const armed = [...deferring, work('armed'), answers(1), work('running')];
    expect(breaks('WRK-1', [...armed, work('idle')])).toBe(true);
  });

  test('WRK-1 is silent while the call that defers may yet arm the work', () => {
    expect(breaks('WRK-1', [...deferring, work('idle')])).toBe(false);
  });

  test('WRK-1 is silent while another call that defers may yet arm the work', () => {
    const both = [...owns(2, 110), ...deferring, frees(3, 110, 2, 'cpu1'), defers(3, 110)];
    expect(breaks('WRK-1', [...both, answers(1)])).toBe(false);
    expect(breaks('WRK-1', [...both, answers(1), answers(3)])).toBe(true);
  });

  test.each(['armed', 'running'] as const)('WRK-1 is silent while the work is %s', (state) => {
    const facts = [...deferring, work(state), answers(1), work('running'), work('armed')];
    expect(judge('WRK-1', facts)).toEqual({ breach: null, witnesses: 1 });
  });

  test('WRK-1 is silent once everything deferred is erased', () => {
    const done = [...deferring, work('armed'), answers(1), work('running'), erases(null, 111)];
    expect(breaks('WRK-1', [...done, work('idle')])).toBe(false);
  });

  test('WRK-1 is silent once a teardown has cancelled the work', () => {
    const armed = [...deferring, work('armed'), answers(1)];
    expect(breaks('WRK-1', [...armed, tearsDown(2), work('idle'), answers(2)])).toBe(false);
  });

  test('WRK-1 is not about a design whose work does not retry', () => {
    expect(judge('WRK-1', deferring, { retriesByWork: false }).witnesses).toBe(-1);
  });
});

describe('MEM-3, nothing is left after the teardown', () => {
  test('MEM-3 is broken by one object that is left', () => {
    const { breach } = judge('MEM-3', [remains(1, 0)]);
    expect(breach?.why).toContain('1 range object(s)');
    expect(breach?.signature).toBe(`MEM-3 ${ACTOR} left range objects`);
  });

  test('MEM-3 is silent on a clean teardown, and counts it', () => {
    expect(judge('MEM-3', [remains(0, 0)])).toEqual({ breach: null, witnesses: 1 });
  });

  test('MEM-3 waits for the last call that outlasts the teardown, which may free its own', () => {
    expect(judge('MEM-3', [remains(null, 0)])).toEqual({ breach: null, witnesses: 0 });
    expect(judge('MEM-3', [remains(null, 0), remains(0, 0)]).breach).toBeNull();
    expect(judge('MEM-3', [remains(null, 0), remains(1, 0)]).breach?.signature).toBe(
      'MEM-3 the teardown and calls in flight left range objects',
    );
  });

  test('MEM-3 counts nothing without a teardown', () => {
    expect(judge('MEM-3', owns(0, 111)).witnesses).toBe(0);
  });
});

describe('TER-1, a teardown runs clean from every state', () => {
  const teardown = [...owns(0, 111), tearsDown(1)];

  test('TER-1 is broken by a misuse in the teardown, and says what made it one', () => {
    const misused = misuses('double-free', 'teardown', 'free_iova() freed it');
    expect(judge('TER-1', [...teardown, misused]).breach?.signature).toBe(
      `TER-1 ${ACTOR} freed an object again <- free_iova() freed it`,
    );
  });

  test('TER-1 is broken by a wait of the teardown that no context will end', () => {
    const at = 'put: wait';
    const waits: Fact = { kind: 'blocked', on: 'teardown', at, who: 'put_iova_domain()' };
    const { breach } = judge('TER-1', [...teardown, waits]);
    expect(breach?.signature).toBe('TER-1 the teardown waits for ever');
    expect(breach?.why).toContain(`the teardown waits at "${at}"`);
    const works: Fact = { kind: 'blocked', on: 'worker', at, who: 'the work' };
    expect(breaks('TER-1', [...teardown, works])).toBe(false);
  });

  test('TER-1 is broken by a work that is pending or running when the teardown responds', () => {
    const { breach } = judge('TER-1', [...teardown, remains(0, 1)]);
    expect(breach?.signature).toBe(`TER-1 ${ACTOR} left the work`);
  });

  test.each(['armed', 'running'] as const)(
    'TER-1 is broken by a work that is %s after the teardown',
    (state) => {
      const { breach } = judge('TER-1', [...teardown, remains(0, 0), answers(1), work(state)]);
      expect(breach?.signature).toBe(`TER-1 the work is ${state} after the teardown`);
    },
  );

  test('TER-1 is silent on a misuse before the teardown began', () => {
    const early = misuses('lock-not-held');
    const facts = [...owns(0, 111), early, tearsDown(1), answers(1)];
    expect(breaks('TER-1', facts)).toBe(false);
  });

  test('TER-1 is silent on misuses by others during the teardown, and on any after it', () => {
    const beside = [...teardown, misuses('lock-not-held', 'worker'), answers(1)];
    const after = [work('idle'), misuses('lock-not-held'), answers(2)];
    expect(breaks('TER-1', [...beside, ...after])).toBe(false);
  });

  test('TER-1 is silent on a work that runs while the teardown waits for it', () => {
    const waiting = [work('armed'), work('running'), work('idle')];
    expect(breaks('TER-1', [...teardown, ...waiting, remains(0, 0), answers(1)])).toBe(false);
  });

  test('TER-1 does not take the response of a call in flight for that of the teardown', () => {
    const during = [...owns(0, 111), frees(1, 111, 0), tearsDown(2), answers(1), work('armed')];
    expect(breaks('TER-1', during)).toBe(false);
    const { breach } = judge('TER-1', [...during, remains(0, 1), answers(2)]);
    expect(breach?.signature).toBe(`TER-1 ${ACTOR} left the work`);
  });

  test('TER-1 blames the teardown for the work that is left, and no call that outlasts it', () => {
    const outlasted = [...owns(0, 111), frees(1, 111, 0), tearsDown(2), remains(null, 0)];
    expect(breaks('TER-1', [...outlasted, answers(2), remains(0, 1), answers(1)])).toBe(false);
  });

  test('TER-1 counts teardowns of a domain with something in the tree', () => {
    expect(judge('TER-1', [...teardown, remains(0, 0), answers(1)]).witnesses).toBe(1);
    expect(judge('TER-1', [tearsDown(0), remains(0, 0), answers(0)]).witnesses).toBe(0);
  });
});

test('facts about other calls do not end a teardown', () => {
  const facts = [asksFor(0, 1, 111), stores(0, 111), grants(0, 111), ...leavesBehind(1, 0, 111)];
  expect(judge('TER-1', facts)).toEqual({ breach: null, witnesses: 0 });
});
