/** Expectations of designs and policies: what passes, what fails, what is no expectation. */
import { describe, expect, test } from 'vitest';
import { leavesList } from '../../impl/bugs/leaves-list.ts';
import { type Design, refused } from '../../impl/designs/design.ts';
import { hardened } from '../../impl/designs/hardened.ts';
import { llist } from '../../impl/designs/llist.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { step } from '../../impl/kernel/effect.ts';
import { flat10ms } from '../../impl/policies/flat-10ms.ts';
import { type DesignExpectation, expectHolds } from '../../vitest.ts';

/** One CPU, two calls on two pages: searched in a moment. */
const TINY = 'cpus=1,calls=2,pages=2,reserve=off,teardown=off,timers=exact';
const WORK: DesignExpectation = { properties: ['OWN-1', 'WRK-1'], scope: TINY, runs: 20 };

function failureOf(expectation: () => unknown): Error {
  try {
    expectation();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing failed');
}

describe('an expectation that is met', () => {
  test('what holds passes, and says what was searched', () => {
    const { exhausted, states, runs, notEntered } = expectHolds(hardened, WORK);
    expect(exhausted).toEqual([
      'cpus=1 irqs=0 calls=2 pages=2 refusals=2 callers=well-behaved reserve=off teardown=off ' +
        'memory=adversarial timers=exact',
    ]);
    expect(states).toBeGreaterThan(100);
    expect(runs).toBe(40);
    expect(notEntered).toEqual([]);
  });

  test('functions that the design replaces and that nothing calls are named', () => {
    const own = (): never => expect.unreachable();
    const design = { ...hardened, name: 'mine', helperOfMine: own, anotherOfMine: own };
    expect(expectHolds(design, WORK).notEntered).toEqual(['anotherOfMine', 'helperOfMine']);
  });

  test('a matcher passes', () => {
    expect(hardened).toHold(['WRK-1', 'LIV-1'], { scope: TINY, runs: 0 });
    expect(flat10ms).toKeepContract();
  });
});

describe('an expectation that is not met', () => {
  const scope = TINY;

  test('what is violated fails, and the simplest run is told', () => {
    const { name, message } = failureOf(() => expectHolds(leavesList.design, WORK));
    expect(name).toBe('AssertionError');
    const [head, ...lines] = message.split('\n');
    expect(head).toBe(`leaves-list (flat-10ms), well-behaved callers, within scope ${TINY}:`);
    expect(lines.slice(0, 2)).toEqual([
      '  OWN-1      holds',
      '  WRK-1      violated: WRK-1 no work is armed <- the work ended',
    ]);
    expect(message).toContain('length     2 calls, ');
    expect(message).toContain('shortest in cpus=1 irqs=0 calls=2 pages=2');
    expect(message).toContain('^^^ WRK-1 is broken here: ');
    expect(message).toMatch(/call npx iova-check check FILE --out DIR\.$/);
  });

  test('the same expectation fails in the same way every time', () => {
    const [one, two] = [1, 2].map(() => failureOf(() => expectHolds(leavesList.design, WORK)));
    expect(one?.message).toBe(two?.message);
  });

  test('a run that breaks several properties is told once', () => {
    const properties = ['WRK-1', 'LIV-1'];
    const { message } = failureOf(() => expectHolds(leavesList.design, { properties, scope }));
    expect(message).toContain('LIV-1      violated: ');
    const told = message.split('The calls alone:').length - 1;
    const runs = new Set(message.match(/^ {2}length .*$/gm));
    expect(told).toBe(runs.size);
  });

  test('a property without a witness fails as inconclusive', () => {
    const properties = ['OBS-1'];
    const { name, message } = failureOf(() => expectHolds(hardened, { properties, scope }));
    expect(name).toBe('AssertionError');
    expect(message).toContain('OBS-1      inconclusive, which is no pass: ');
    expect(message).toContain('met the situation it is about');
    // The negation does not pass either: nothing was found to be violated.
    const negated = failureOf(() => expect(hardened).not.toHold(properties, { scope }));
    expect(negated.message).toBe(message);
  });

  test('a property of time fails as inconclusive where time is not exact', () => {
    const properties = ['LIV-1'];
    const untimed = 'cpus=1,calls=2,pages=2,timers=any';
    const { message } = failureOf(() => expectHolds(hardened, { properties, scope: untimed }));
    expect(message).toContain('inconclusive, which is no pass: it needs timers=exact');
  });

  test('a matcher fails with the same message, and its negation fails if all holds', () => {
    const { message } = failureOf(() => expectHolds(leavesList.design, WORK));
    const { properties, ...within } = WORK;
    const matched = failureOf(() => expect(leavesList.design).toHold(properties, within));
    expect(matched.message).toBe(message);
    expect(leavesList.design).not.toHold(properties, within);
    const negated = failureOf(() => expect(hardened).not.toHold(properties, within));
    expect(negated.message).toBe('it was expected to fail, and everything holds');
  });

  test('a policy that breaks its contract fails, and the runs of the work are told', () => {
    const { message } = failureOf(() => expect({ ...flat10ms, capJiffies: 5 }).toKeepContract());
    expect(message).toContain('flat-10ms: breaks its contract');
    expect(message).toContain('longer than capJiffies, 5 ms');
  });

  test('what a step throws is thrown on', () => {
    const placed = (): never => {
      throw new TypeError('a slip of mine');
    };
    const design = { ...hardened, name: 'mine', pagesNeeded: placed };
    expect(() => expectHolds(design, WORK)).toThrow(new TypeError('a slip of mine'));
  });

  test('a design that remembers something of an earlier run fails', () => {
    let calls = 0;
    const design: typeof hardened = {
      ...hardened,
      name: 'remembers',
      *alloc(d, request) {
        calls += 1;
        if (calls % 7 === 0) {
          yield step('mine: count', () => 0);
          return refused('mine: every seventh call');
        }
        return yield* hardened.alloc.call(this, d, request);
      },
    };
    const random: DesignExpectation = { properties: ['OWN-1'], scope, engines: ['random'] };
    const { message } = failureOf(() => expectHolds(design, random));
    expect(message).toMatch(
      /^remembers: a run, replayed: not (?:deterministic|followed); steps may depend/,
    );
  });
});

describe('what is no expectation', () => {
  const cases: readonly (readonly [string, unknown, Partial<DesignExpectation>, RegExp])[] = [
    ['no property', hardened, { properties: [] }, /^no property is named; give some/],
    [
      'a property that is not known',
      hardened,
      { properties: ['OWN-l'] },
      /^no property is called "OWN-l"; did you mean OWN-1\? known are OWN-1, OWN-2, /,
    ],
    [
      'a property that does not apply',
      mainline,
      { properties: ['WRK-1'] },
      /^WRK-1 does not apply to mainline, so it cannot fail; leave it out\. It needs this /,
    ],
    [
      'a scope that is not known',
      hardened,
      { scope: 'smal' },
      /^scope "smal": no preset is called/,
    ],
    [
      'two kinds of callers',
      hardened,
      { scope: 'small,callers=careless', callers: 'well-behaved' },
      /^callers: 'well-behaved', but the scope says callers=careless; leave one of them out/,
    ],
    [
      'a negative number of runs',
      hardened,
      { runs: -1 },
      /^runs: -1: give a whole number from 0 on/,
    ],
    ['half a seed', hardened, { seed: 0.5 }, /^seed: 0\.5: give a whole number from 0 on/],
    ['something else than a design', flat10ms, {}, /^flat-10ms: the design has no step init/],
    [
      'a step whose name is misspelt',
      { ...llist, name: 'mine', storeRefusd: () => undefined },
      {},
      /^mine: no step is called storeRefusd\(\): did you mean storeRefused\(\)\?/,
    ],
  ];

  test.each(cases)('%s is refused in one line', (_what, design, change, says) => {
    const { name, message } = failureOf(() =>
      expectHolds(design as Design, { ...WORK, ...change }),
    );
    expect(['WrongExpectation', 'UnreadableScope']).toContain(name);
    expect(message).toMatch(says);
    expect(message).not.toContain('\n');
  });

  test('a matcher does not take what is no expectation for a failure', () => {
    expect(() => expect(hardened).not.toHold(['OWN-9'])).toThrow('no property is called "OWN-9"');
    expect(() => expect(hardened).not.toKeepContract()).toThrow('this is no policy: ');
  });
});
