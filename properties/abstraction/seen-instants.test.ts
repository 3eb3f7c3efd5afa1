import { expect, test } from 'vitest';
import { keyOf } from '../../abstraction/key-of.ts';
import { AssertionFailure } from '../../model/assert.ts';
import type { Fact } from '../../model/fact.ts';
import { observeHistories, settledHistories } from '../../abstraction/seen-instants.ts';
import { busyPages, type History } from '../../model/history.ts';
import { Ledger } from '../../model/ledger.ts';
import {
  answers,
  asksFor,
  erases,
  frees,
  keeps,
  leavesBehind,
  memory,
  owns,
  pressure,
  reserves,
} from '../model/facts.ts';

const SPACE = { startPfn: 100, dma32: 102, topPfn: 101 };

/** The observation of the histories after these facts. */
function keyAfter(...facts: readonly Fact[]): string {
  const ledger = new Ledger(SPACE);
  for (const fact of facts) ledger.apply(fact);
  return keyOf(observeHistories(settledHistories(ledger, 'tight')));
}

test('an instant that the next one replaces is told from one that stays', () => {
  const before = [...owns(0, 100), asksFor(1, 1, 101), asksFor(2, 1, 101)];
  // Page 100 is free again. What was busy before stays an excuse only if call 2 gets page 101.
  const gone = [frees(3, 100, 0), erases(3, 100), answers(3)];
  expect(keyAfter(...before, ...gone)).not.toBe(keyAfter(...before));
});

test('the deferred pages that left no room are seen, since a law may count some as free', () => {
  const one = (left: number, held: number): readonly Fact[] => [
    ...owns(0, left),
    ...leavesBehind(1, 0, left),
    ...owns(2, held),
    asksFor(9, 1, 101),
    frees(3, held, 2),
    erases(3, held),
    answers(3),
    erases(null, left),
  ];
  expect(keyAfter(...one(100, 101))).not.toBe(keyAfter(...one(101, 100)));
});

test('the calls that may still be granted the last page matter if scarcity is no excuse', () => {
  const ask = [asksFor(2, 1, 101), memory(null, 'erase', false)];
  const gone = [frees(4, 101, 0), erases(4, 101), answers(4)];
  // If call 3 gets page 100, there was no room while page 101 was owned, if it was open.
  const early = [...owns(0, 101), reserves(3, 100), ...ask, ...gone];
  const late = [...owns(0, 101), ...ask, ...gone, reserves(3, 100)];
  expect(keyAfter(...early)).not.toBe(keyAfter(...late));
});

test('the deferred pages whose erase was refused are seen, unless pressure excuses all', () => {
  const left = [...owns(0, 100), ...leavesBehind(1, 0, 100), ...owns(2, 101)];
  const ask = asksFor(9, 1, 101);
  const kept = keeps(null, 100);
  expect(keyAfter(...left, ask, kept)).not.toBe(keyAfter(...left, ask));
  const pressed = [...left, ask, pressure('nodes')];
  expect(keyAfter(...pressed, kept)).toBe(keyAfter(...pressed));
  // Nor does it matter where there was no room in any case.
  const full = [...owns(0, 100), ...owns(2, 101), ask];
  const gone = [frees(3, 100, 0), erases(3, 100), answers(3)];
  expect(keyAfter(...full, ...gone, keeps(4, 100))).toBe(keyAfter(...full, ...gone));
});

test('a history without an instant is a bug of our own', () => {
  const ledger = new Ledger(SPACE);
  ledger.apply(asksFor(0, 1, 101));
  const [history] = ledger.histories;
  expect(() => [...busyPages({ ...(history as History), instants: [] }, () => [])]).toThrow(
    AssertionFailure,
  );
});
