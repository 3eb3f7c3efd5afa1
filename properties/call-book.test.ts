import { expect, test } from 'vitest';
import { CallBook } from '../impl/call-book.ts';

test('the calls of one context are never counted as those of another', () => {
  const book = new CallBook(['cpu0', 'cpu1'], true);
  const first = book.next('cpu1');
  for (let call = 0; call < 1000; call += 1) book.begin('cpu0');
  expect(book.madeBy('cpu0')).toBe(1000);
  expect(book.next('cpu1')).toBe(first);
});
