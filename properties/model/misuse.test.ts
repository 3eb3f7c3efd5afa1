import { judgesBank } from '../../abstraction/broken-before.ts';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../model/fact.ts';
import { keyOf } from '../../abstraction/key-of.ts';
import { Judges } from '../../model/judges.ts';
import { type Misuse, MISUSES } from '../../model/misuse.ts';
import { allProperties } from '../../model/properties/all.ts';
import { PROPERTY_OF_MISUSE } from '../../model/properties/misuse.ts';
import { asksFor, erases, locks, misuses, owns, refuses } from './facts.ts';
import { ACTOR, breaks, EVERY_TRAIT, judge, propertyOf, SPACE } from './judge-facts.ts';

const FREED: Fact = { kind: 'object', event: 'freed' };
const LISTED: Fact = { kind: 'listed' };

/** What signatures say of each misuse, after who does it. */
const SAID: Readonly<Record<Misuse, string>> = {
  'use-after-free': 'used a freed object',
  'wild-memory-access': 'used a static value as an object',
  'double-free': 'freed an object again',
  'invalid-free': 'freed a static value',
  'spinlock-recursion': 'waits for a lock of its own CPU',
  'lock-order-inversion': 'took locks in the wrong order',
  'inconsistent-lock-state': 'took a lock with interrupts on',
  'bad-unlock-balance': 'gave back a lock that it did not hold',
  'lock-not-held': 'touched data without the lock',
  'lock-held-on-return': 'returned with a lock held',
  'work-waits-for-itself': 'waits for itself',
  'sleep-in-atomic': 'may sleep while atomic',
  'list-double-add': 'listed a node twice',
};

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
  test.each(own)('the property is broken by %s, and names who did it', (misuse) => {
    const { breach } = judge(id, [misuses(misuse)]);
    expect(breach?.signature).toBe(`${id} ${ACTOR} ${SAID[misuse]}`);
    expect(breach?.why).toBe('it was misused');
  });

  test('the property is broken by no misuse of another property', () => {
    const others = MISUSES.filter((misuse) => !own.some((one) => one === misuse));
    for (const misuse of others) expect(breaks(id, [misuses(misuse)])).toBe(false);
  });

  test('the property counts each witness', () => {
    expect(judge(id, [witness, witness])).toEqual({ breach: null, witnesses: 2 });
  });
});

test.each(MISUSES)('%s breaks exactly one property', (misuse) => {
  const judges = new Judges(allProperties, EVERY_TRAIT, SPACE, () => ACTOR);
  judges.hear(misuses(misuse));
  expect(judges.breaches.map(({ property }) => property)).toEqual([PROPERTY_OF_MISUSE[misuse]]);
});

test('a signature names what made the primitive be misused, if that is known', () => {
  const freed = misuses('use-after-free', 'cpu0', 'free_iova() freed it');
  expect(judge('MEM-1', [freed]).breach?.signature).toBe(
    `MEM-1 ${ACTOR} used a freed object <- free_iova() freed it`,
  );
  const touched = misuses('lock-not-held', 'cpu0', 'max32');
  expect(judge('LCK-1', [touched]).breach?.signature).toBe(
    `LCK-1 ${ACTOR} touched max32 without the lock`,
  );
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
  const openJudges = (): Judges => new Judges(allProperties, EVERY_TRAIT, SPACE, () => ACTOR);
  const theft = [...owns(0, 111), erases(null, 111)];

  const breaking = (...ids: readonly string[]): readonly Misuse[] =>
    MISUSES.filter((misuse) => ids.includes(PROPERTY_OF_MISUSE[misuse]));

  test.each(breaking('MEM-1', 'MEM-2'))(
    'judges close after %s, since what follows is undefined',
    (misuse) => {
      const judges = openJudges();
      for (const fact of [misuses(misuse), ...theft]) judges.hear(fact);
      const broken = judges.breaches.map((breach) => breach.property);
      expect(broken).toEqual([PROPERTY_OF_MISUSE[misuse]]);
      expect(judges.closed).toBe(true);
    },
  );

  test('judges that are closed still enter facts into the ledger, by which callers behave', () => {
    const judges = openJudges();
    for (const fact of [misuses('use-after-free'), ...owns(0, 111)]) judges.hear(fact);
    expect(judges.ledger.owned).toHaveLength(1);
  });

  test('judges close after a misuse even if none of their properties is about it', () => {
    const judges = new Judges([propertyOf('OWN-3')], EVERY_TRAIT, SPACE, () => ACTOR);
    for (const fact of [misuses('use-after-free'), ...theft]) judges.hear(fact);
    expect(judges.breaches).toEqual([]);
  });

  test('judges that are closed still hear that a context goes round for ever', () => {
    const judges = openJudges();
    judges.hear(misuses('use-after-free'));
    judges.hear({ kind: 'looped', on: 'worker', steps: 9 });
    expect(judges.breaches.map((breach) => breach.property)).toEqual(['MEM-1', 'LIV-2']);
  });

  test.each(breaking('LCK-1', 'LST-1'))('judges go on after %s', (misuse) => {
    const judges = openJudges();
    for (const fact of [misuses(misuse), ...theft]) judges.hear(fact);
    const broken = judges.breaches.map((breach) => breach.property);
    const expected = [PROPERTY_OF_MISUSE[misuse], 'OWN-3', 'SPC-1'];
    expect(broken).toEqual(expected.filter((one) => broken.includes(one)));
    expect(broken).toContain('OWN-3');
    expect(judges.closed).toBe(false);
  });

  test('judges name each way to break a property once, the first time', () => {
    const judges = openJudges();
    for (const what of ['max32', 'the tree', 'max32'])
      judges.hear(misuses('lock-not-held', 'cpu0', what));
    const signatures = judges.breaches.map((breach) => breach.signature);
    expect(signatures).toEqual([
      `LCK-1 ${ACTOR} touched max32 without the lock`,
      `LCK-1 ${ACTOR} touched the tree without the lock`,
    ]);
  });

  test('judges enter a breach by a refusal once its cause is known, and count it', () => {
    const space = { startPfn: 110, dma32: 104, topPfn: 111 };
    const judges = new Judges([propertyOf('AVL-1')], EVERY_TRAIT, space, () => ACTOR);
    const refused = [asksFor(0, 1, 111), refuses(0, 'alloc_iova: no')];
    for (const fact of refused) judges.hear(fact);
    expect(judges.breaches).toEqual([]);
    expect(judges.unexplained).toMatchObject([{ property: 'AVL-1', call: 0 }]);
    judges.explain(({ call, because }) => `call ${call}: ${because}`);
    expect(judges.unexplained).toEqual([]);
    expect(judges.breaches).toMatchObject([
      { property: 'AVL-1', signature: 'AVL-1 call 0: alloc_iova: no' },
    ]);
    // A second refusal with the same cause is counted, but it is no other signature.
    for (const fact of refused) judges.hear(fact);
    judges.explain(() => 'call 0: alloc_iova: no');
    expect([judges.breaches.length, judges.explained]).toEqual([1, 2]);
    judges.explain(() => 'nothing waits');
    expect([judges.breaches.length, judges.explained]).toEqual([1, 2]);
  });

  test('judges come back to what they knew, and judge on from there as they did before', () => {
    const judges = openJudges();
    for (const fact of owns(0, 111)) judges.hear(fact);
    const saved: unknown[] = [];
    judgesBank(judges, EVERY_TRAIT.gap).read(saved, 0);
    const before = seen(judges);
    judges.hear(misuses('use-after-free'));
    expect(seen(judges)).not.toBe(before);
    judgesBank(judges, EVERY_TRAIT.gap).write(saved, 0);
    expect(seen(judges)).toBe(before);
    judges.hear(erases(null, 111));
    expect(judges.breaches.map((breach) => breach.property)).toContain('OWN-3');
  });

  test('closed judges are told apart from open ones, whatever properties they judge', () => {
    const judges = new Judges([], EVERY_TRAIT, SPACE, () => ACTOR);
    const before = seen(judges);
    judges.hear(misuses('use-after-free'));
    expect(seen(judges)).not.toBe(before);
  });
});
