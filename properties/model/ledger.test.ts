import { ledgerBank } from '../../abstraction/ledger-state.ts';
import { describe, expect, test } from 'vitest';
import { AssertionFailure } from '../../model/assert.ts';
import type { Fact } from '../../model/fact.ts';
import { Ledger } from '../../model/ledger.ts';
import {
  answers,
  asksFor,
  defers,
  erases,
  frees,
  grants,
  hasReserved,
  invokes,
  leavesBehind,
  locks,
  owns,
  pages,
  refuses,
  reserves,
  stores,
  tearsDown,
  unlocks,
} from './facts.ts';
import { SPACE } from './judge-facts.ts';

function ledgerOf(...facts: readonly Fact[]): Ledger {
  const ledger = new Ledger(SPACE);
  for (const fact of facts) ledger.apply(fact);
  return ledger;
}

/** What its registers hold. */
function heldBy(ledger: Ledger): readonly unknown[] {
  const held: unknown[] = [];
  ledgerBank(ledger, 'slack').read(held, 0);
  return held;
}

describe('an ownership', () => {
  test('an ownership begins with the response; before, it is a grant of a call in progress', () => {
    const ledger = ledgerOf(asksFor(0, 2, 111), stores(0, 110, 111));
    expect(ledger.owned).toEqual([]);
    expect(ledger.openCall(0)?.granted).toEqual(pages(110, 111));
    ledger.apply(grants(0, 110, 111));
    expect(ledger.owned).toEqual([{ call: 0, range: pages(110, 111) }]);
    expect(ledger.open).toEqual([]);
  });

  test('an ownership ends when its owner asks to free it, not when the erase happens', () => {
    const ledger = ledgerOf(...owns(0, 110, 111), frees(1, 111, 0));
    expect(ledger.owned).toEqual([]);
    expect(ledger.openCall(1)?.freeing).toEqual([{ call: 0, range: pages(110, 111) }]);
    expect(ledger.tree).toEqual([pages(110, 111)]);
    ledger.apply(erases(1, 110, 111));
    expect(ledger.tree).toEqual([]);
    ledger.apply(answers(1));
    expect(ledger.open).toEqual([]);
  });

  test('an ownership ends with a free by object as well, and not with a look at the object', () => {
    const page = { pfn: 111, of: 0 };
    const freed = ledgerOf(...owns(0, 111), invokes(1, { fn: 'freeObject', ...page }));
    expect(freed.openCall(1)?.freeing).toHaveLength(1);
    const found = ledgerOf(...owns(0, 111), invokes(1, { fn: 'find', ...page }));
    expect(found.openCall(1)?.freeing).toEqual([]);
    expect(found.owned).toHaveLength(1);
  });

  test('an ownership does not begin with a refusal', () => {
    const ledger = ledgerOf(asksFor(0, 1, 111), refuses(0));
    expect([ledger.owned, ledger.open, ledger.tree]).toEqual([[], [], []]);
  });

  test('an ownership begins with the response if no store was reported', () => {
    const ledger = ledgerOf(asksFor(0, 1, 111), grants(0, 111));
    expect(ledger.owned).toEqual([{ call: 0, range: pages(111) }]);
  });
});

describe('a stale free', () => {
  test('a stale free of a range that was freed takes nothing', () => {
    const before = [...owns(0, 111), frees(1, 111, 0), erases(1, 111), answers(1)];
    const ledger = ledgerOf(...before, ...owns(2, 111), frees(3, 111, 0));
    expect(ledger.openCall(3)?.freeing).toEqual([]);
    expect(ledger.owned).toEqual([{ call: 2, range: pages(111) }]);
  });

  test('a free of a page that the caller names by number takes nothing', () => {
    const ledger = ledgerOf(...owns(0, 111), frees(1, 111, null));
    expect(ledger.openCall(1)?.freeing).toEqual([]);
    expect(ledger.owned).toHaveLength(1);
  });

  test('a stale free of a page outside its own range takes nothing', () => {
    const ledger = ledgerOf(...owns(0, 110, 111), ...owns(1, 108), frees(2, 108, 0));
    expect(ledger.openCall(2)?.freeing).toEqual([]);
    expect(ledger.owned).toHaveLength(2);
  });
});

describe('a reservation', () => {
  test('a reservation is held from its response on, exactly as it was asked for', () => {
    const ledger = ledgerOf(reserves(0, 100, 102), stores(0, 99, 102));
    expect(ledger.reserved).toEqual([]);
    ledger.apply(answers(0));
    expect(ledger.reserved).toEqual([{ call: 0, range: pages(100, 102) }]);
  });

  test('a reservation that is refused is not held', () => {
    expect(ledgerOf(reserves(0, 100, 102), refuses(0)).reserved).toEqual([]);
  });

  test('a reservation is freed with those that it overlaps, in a chain of overlaps, too', () => {
    const held = [
      ...hasReserved(0, 100, 101),
      ...hasReserved(1, 101, 103),
      ...hasReserved(2, 103, 104),
      ...hasReserved(3, 106),
    ];
    const ledger = ledgerOf(...held, frees(4, 100, 0));
    expect(ledger.openCall(4)?.freeing.map((holding) => holding.call)).toEqual([0, 1, 2]);
    expect(ledger.reserved).toEqual([{ call: 3, range: pages(106) }]);
  });

  test('a reservation that only touches another one stays when that one is freed', () => {
    const held = [...hasReserved(0, 100, 101), ...hasReserved(1, 102, 103)];
    const ledger = ledgerOf(...held, frees(2, 100, 0));
    expect(ledger.reserved).toEqual([{ call: 1, range: pages(102, 103) }]);
    const other = ledgerOf(...held, frees(2, 102, 1));
    expect(other.reserved).toEqual([{ call: 0, range: pages(100, 101) }]);
    expect(ledgerOf(...held, frees(2, 102, 0)).reserved).toHaveLength(2);
  });
});

describe('a deferred range', () => {
  test('a deferred range is neither owned nor gone', () => {
    const ledger = ledgerOf(...owns(0, 111), ...leavesBehind(1, 0, 111));
    expect(ledger.owned).toEqual([]);
    expect(ledger.deferred).toEqual([pages(111)]);
    expect(ledger.tree).toEqual([pages(111)]);
  });

  test('a deferred range is gone after its erase, whichever context erases it', () => {
    const ledger = ledgerOf(...owns(0, 111), ...leavesBehind(1, 0, 111), erases(null, 111));
    expect([ledger.deferred, ledger.tree]).toEqual([[], []]);
  });

  test('the other pages of a deferred range stay deferred if a part of it is stored over', () => {
    const before = [...owns(0, 108, 111), ...leavesBehind(1, 0, 108, 111)];
    const ledger = ledgerOf(...before, ...hasReserved(2, 109, 110));
    expect(ledger.deferred).toEqual([pages(108), pages(111)]);
    expect(ledger.tree).toEqual([pages(108), pages(109, 110), pages(111)]);
  });

  test('a deferred range that is listed again takes nothing from any holder', () => {
    const before = [...owns(0, 111), ...leavesBehind(1, 0, 111)];
    const ledger = ledgerOf(...before, ...hasReserved(2, 111), defers(null, 111));
    expect(ledger.lostReserved?.call).toBe(2);
    ledger.apply(defers(null, 111));
    expect(ledger.lostReserved).toBeNull();
    // Nor does a reservation that was answered with what is in the tree.
    const found = ledgerOf(...before, reserves(2, 111), answers(2), defers(null, 111));
    expect([found.lostReserved, found.reserved.length]).toEqual([null, 1]);
  });
});

describe('a loss', () => {
  test('the loss of an owned range is reported once, at the fact that took it', () => {
    const ledger = ledgerOf(...owns(0, 110, 111), erases(null, 110, 111));
    expect(ledger.lostOwned).toEqual({ call: 0, range: pages(110, 111) });
    ledger.apply(erases(null, 110, 111));
    expect(ledger.lostOwned).toBeNull();
  });

  test('the loss of one page leaves the other pages with their owner', () => {
    const ledger = ledgerOf(...owns(0, 109, 111), erases(null, 110));
    const held = ledger.owned.map((holding) => holding.range);
    expect(held).toEqual([pages(109), pages(111)]);
    expect(ledger.owned.map((holding) => holding.call)).toEqual([0, 0]);
  });

  test('an erase of a range that its owner is freeing is no loss', () => {
    const ledger = ledgerOf(...owns(0, 111), frees(1, 111, 0), erases(1, 111));
    expect(ledger.lostOwned).toBeNull();
  });

  test('the loss of a reservation is reported, and ends the reservation', () => {
    const ledger = ledgerOf(...hasReserved(0, 100, 101), defers(null, 100, 101));
    expect(ledger.lostReserved).toEqual({ call: 0, range: pages(100, 101) });
    expect(ledger.reserved).toEqual([]);
  });
});

describe('a clash', () => {
  test('a clash is a grant over what is owned, reserved, or granted to a call in progress', () => {
    const last = (...facts: readonly Fact[]): number | undefined => ledgerOf(...facts).clash?.call;
    expect(last(...owns(0, 111), asksFor(1, 1, 111), stores(1, 111))).toBe(0);
    expect(last(...hasReserved(0, 111), asksFor(1, 1, 111), stores(1, 111))).toBe(0);
    const both = [asksFor(0, 1, 111), asksFor(1, 1, 111, { on: 'cpu1' })];
    expect(last(...both, stores(0, 111), stores(1, 111))).toBe(0);
  });

  test('a grant of what is being freed, was refused before, or is a neighbour is no clash', () => {
    const last = (...facts: readonly Fact[]): unknown => ledgerOf(...facts).clash;
    const again = [asksFor(2, 1, 111, { on: 'cpu1' }), stores(2, 111)];
    expect(last(...owns(0, 111), frees(1, 111, 0), erases(1, 111), ...again)).toBeNull();
    expect(last(asksFor(0, 1, 111), refuses(0), ...again)).toBeNull();
    expect(last(...owns(0, 110), ...again)).toBeNull();
    // A reservation holds nothing before its response, and a call does not clash with itself.
    expect(last(reserves(0, 111), stores(0, 111), ...again)).toBeNull();
    expect(last(...again, stores(2, 111))).toBeNull();
  });
});

describe('the ledger', () => {
  test('the ledger knows whether a context is in a critical section', () => {
    const ledger = ledgerOf(locks('cpu0'));
    expect(ledger.inSection).toBe(1);
    ledger.apply(unlocks('cpu0'));
    expect(ledger.inSection).toBe(0);
  });

  test('the ledger knows of a teardown from its invocation on', () => {
    expect(ledgerOf(tearsDown(0)).tornDown).toBe(true);
  });

  test('once a teardown has begun, nothing is owed to allocations, and no grant clashes', () => {
    const before = [...owns(0, 111), asksFor(1, 1, 111, { on: 'cpu1' })];
    expect(ledgerOf(...before, refuses(1)).closed).not.toBeNull();
    expect(ledgerOf(...before, tearsDown(2), refuses(1)).closed).toBeNull();
    expect(ledgerOf(...before, stores(1, 111)).clash).not.toBeNull();
    expect(ledgerOf(...before, tearsDown(2), stores(1, 111)).clash).toBeNull();
  });

  test('what the registers of the ledger held does not change when the ledger goes on', () => {
    const ledger = ledgerOf(...owns(0, 111));
    const held = heldBy(ledger);
    const seen = JSON.stringify(held);
    for (const fact of leavesBehind(1, 0, 111)) ledger.apply(fact);
    expect(JSON.stringify(held)).toBe(seen);
    expect(JSON.stringify(heldBy(ledger))).not.toBe(seen);
  });

  test('a response to a call that the ledger never heard of changes nothing', () => {
    const ledger = ledgerOf(...owns(0, 111), answers(7));
    expect(ledger.owned).toHaveLength(1);
  });
});

describe('facts that no design can cause', () => {
  const asked = asksFor(0, 1, 111);
  const leaves = [locks('cpu0'), unlocks('cpu0')];
  const rows: readonly (readonly [what: string, facts: readonly Fact[]])[] = [
    ['a call that is invoked while it is in progress', [asked, asked]],
    ['a call that is granted something after it was', [...owns(0, 111), ...owns(0, 110)]],
    ['the end of a critical section that nobody is in', [...leaves, unlocks('cpu0')]],
  ];
  test.each(rows)('%s is our own bug', (_what, facts) => {
    expect(() => ledgerOf(...facts)).toThrow(AssertionFailure);
  });

  test('a beginning after something has happened is our own bug', () => {
    expect(() => ledgerOf(...owns(0, 111)).begin(pages(100), [pages(100)])).toThrow(
      AssertionFailure,
    );
  });

  test('a grant, or a history, of a call that has responded is our own bug', () => {
    const other = asksFor(1, 1, 110, { on: 'cpu1' });
    const ledger = ledgerOf(asked, other, stores(0, 111));
    ledger.open = ledger.open.filter(({ call }) => call === 1);
    expect(() => ledger.apply(answers(1))).toThrow(AssertionFailure);
  });
});
