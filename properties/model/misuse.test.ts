import { judgesBank } from '../../abstraction/broken-before.ts';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../model/fact.ts';
import { keyOf } from '../../abstraction/key-of.ts';
import { Judges } from '../../model/judges.ts';
import { type Misuse, MISUSES } from '../../model/misuse.ts';
import { allProperties } from '../../model/properties/all.ts';
import { PROPERTY_OF_MISUSE } from '../../model/properties/misuse.ts';
import { erases, locks, misuses, owns } from './facts.ts';
import { breaks, EVERY_TRAIT, judge, propertyOf, SPACE } from './judge-facts.ts';

const FREED: Fact = { kind: 'object', event: 'freed' };
const LISTED: Fact = { kind: 'listed' };

/** Each property that a misuse breaks, its misuses, and a fact that is a witness of it. */
const PROPERTIES = [
  ['MEM-1', ['use-after-free', 'wild-memory-access'], FREED],
  ['MEM-2', ['double-free', 'invalid-free'], FREED],
  [
    'LCK-1',
    [
      'spinlock-recursion',
      'lock-order-inversion',
      'inconsistent-lock-state',
      'bad-unlock-balance',
      'lock-not-held',
      'lock-held-on-return',
      'work-waits-for-itself',
      'sleep-in-atomic',
    ],
    locks('cpu0', true),
  ],
  ['LST-1', ['list-double-add'], LISTED],
] as const;

describe.each(PROPERTIES)('%s', (id, own, witness) => {
  test.each(own)(
    'the property is broken by %s, at the step that the primitive reports',
    (misuse) => {
      const { breach } = judge(id, [misuses(misuse, 'some_function: some other step')]);
      expect(breach?.signature).toBe(`${id} some_function: some other step`);
    },
  );

  test('the property is broken by no misuse of another property', () => {
    const others = MISUSES.filter((misuse) => !own.some((one) => one === misuse));
    for (const misuse of others) expect(breaks(id, [misuses(misuse, 'here: now')])).toBe(false);
  });

  test('the property counts each witness', () => {
    expect(judge(id, [witness, witness])).toEqual({ breach: null, witnesses: 2 });
  });
});

test.each(MISUSES)('%s breaks exactly one property', (misuse) => {
  const judges = new Judges(allProperties, EVERY_TRAIT, SPACE, () => 'here: now');
  judges.hear(misuses(misuse, 'there: then'));
  expect(judges.breaches.map(({ property }) => property)).toEqual([PROPERTY_OF_MISUSE[misuse]]);
});

test('LCK-1 counts no lock that was taken while no other context was in a call', () => {
  expect(judge('LCK-1', [locks('cpu0', false)]).witnesses).toBe(0);
});

test('MEM-1 and MEM-2 count no allocation of an object', () => {
  const allocated: Fact = { kind: 'object', event: 'allocated' };
  expect(judge('MEM-1', [allocated]).witnesses).toBe(0);
  expect(judge('MEM-2', [allocated]).witnesses).toBe(0);
});

test('LST-1 is not about a design without a lock-free list', () => {
  expect(judge('LST-1', [LISTED], { lists: false }).witnesses).toBe(-1);
});

/** All state that decides what the judges will report. */
function seen(judges: Judges): string {
  return keyOf(judgesBank(judges, EVERY_TRAIT.gap).registers.map((register) => register.observe()));
}

describe('the judges of a run', () => {
  const openJudges = (): Judges => new Judges(allProperties, EVERY_TRAIT, SPACE, () => 'here: now');
  const theft = [...owns(0, 111), erases(null, 111)];

  const breaking = (...ids: readonly string[]): readonly Misuse[] =>
    MISUSES.filter((misuse) => ids.includes(PROPERTY_OF_MISUSE[misuse]));

  test.each(breaking('MEM-1', 'MEM-2'))(
    'judges close after %s, since what follows is undefined',
    (misuse) => {
      const judges = openJudges();
      for (const fact of [misuses(misuse, 'there: then'), ...theft]) judges.hear(fact);
      const broken = judges.breaches.map((breach) => breach.property);
      expect(broken).toEqual([PROPERTY_OF_MISUSE[misuse]]);
      expect(judges.closed).toBe(true);
    },
  );

  test('judges that are closed still enter facts into the ledger, by which callers behave', () => {
    const judges = openJudges();
    for (const fact of [misuses('use-after-free', 'there: then'), ...owns(0, 111)])
      judges.hear(fact);
    expect(judges.ledger.owned).toHaveLength(1);
  });

  test('judges close after a misuse even if none of their properties is about it', () => {
    const judges = new Judges([propertyOf('OWN-3')], EVERY_TRAIT, SPACE, () => 'here: now');
    for (const fact of [misuses('use-after-free', 'there: then'), ...theft]) judges.hear(fact);
    expect(judges.breaches).toEqual([]);
  });

  test('judges that are closed still hear that a context goes round for ever', () => {
    const judges = openJudges();
    judges.hear(misuses('use-after-free', 'there: then'));
    judges.hear({ kind: 'looped', on: 'worker', steps: 9 });
    expect(judges.breaches.map((breach) => breach.property)).toEqual(['MEM-1', 'LIV-2']);
  });

  test.each(breaking('LCK-1', 'LST-1'))('judges go on after %s', (misuse) => {
    const judges = openJudges();
    for (const fact of [misuses(misuse, 'there: then'), ...theft]) judges.hear(fact);
    const broken = judges.breaches.map((breach) => breach.property);
    const expected = [PROPERTY_OF_MISUSE[misuse], 'OWN-3', 'SPC-1'];
    expect(broken).toEqual(expected.filter((one) => broken.includes(one)));
    expect(broken).toContain('OWN-3');
    expect(judges.closed).toBe(false);
  });

  test('judges name each way to break a property once, the first time', () => {
    const judges = openJudges();
    for (const where of ['one: a', 'two: b', 'one: a'])
      judges.hear(misuses('lock-not-held', where));
    const signatures = judges.breaches.map((breach) => breach.signature);
    expect(signatures).toEqual(['LCK-1 one: a', 'LCK-1 two: b']);
  });

  test('judges come back to what they knew, and judge on from there as they did before', () => {
    const judges = openJudges();
    for (const fact of owns(0, 111)) judges.hear(fact);
    const saved: unknown[] = [];
    judgesBank(judges, EVERY_TRAIT.gap).read(saved, 0);
    const before = seen(judges);
    judges.hear(misuses('use-after-free', 'there: then'));
    expect(seen(judges)).not.toBe(before);
    judgesBank(judges, EVERY_TRAIT.gap).write(saved, 0);
    expect(seen(judges)).toBe(before);
    judges.hear(erases(null, 111));
    expect(judges.breaches.map((breach) => breach.property)).toContain('OWN-3');
  });

  test('closed judges are told apart from open ones, whatever properties they judge', () => {
    const judges = new Judges([], EVERY_TRAIT, SPACE, () => 'here: now');
    const before = seen(judges);
    judges.hear(misuses('use-after-free', 'there: then'));
    expect(seen(judges)).not.toBe(before);
  });
});
