import { expect, test } from 'vitest';
import { keyOf } from '../../impl/kernel/key-of.ts';
import { observeHistories } from '../../model/history.ts';
import { Ledger } from '../../model/ledger.ts';
import { answers, asksFor, erases, frees, owns } from './facts.ts';

test('an instant that the next one replaces is told from one that stays', () => {
  const space = { startPfn: 100, dma32: 102, topPfn: 101 };
  const ledger = new Ledger(space);
  const keyNow = (): string =>
    keyOf(observeHistories(ledger.histories, ledger.open, 'tight', space));
  for (const fact of owns(0, 100)) ledger.apply(fact);
  ledger.apply(asksFor(1, 1, 101));
  ledger.apply(asksFor(2, 1, 101));
  const before = keyNow();
  // Page 100 is free again: what was busy before stays an excuse if call 2 is granted page 101.
  for (const fact of [frees(3, 100, 0), erases(3, 100), answers(3)]) ledger.apply(fact);
  expect(keyNow()).not.toBe(before);
});
