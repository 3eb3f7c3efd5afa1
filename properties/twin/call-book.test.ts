import { describe, expect, test } from 'vitest';
import { renamedCall } from '../../abstraction/names-by-maker.ts';
import { CallBook } from '../../port/call-book.ts';
import { AssertionFailure } from '../../model/assert.ts';

const RANGE = { lo: 5, hi: 6 };

test('the calls of one context are never counted as those of another', () => {
  const book = new CallBook(['cpu0', 'cpu1'], true);
  const first = book.next('cpu1');
  for (let call = 0; call < 1024; call += 1) book.begin('cpu0');
  expect(book.madeBy('cpu0')).toBe(1024);
  expect(book.next('cpu1')).toBe(first);
  expect(book.madeBy('worker')).toBe(0);
});

test('a call beyond the numbers that a context has is refused', () => {
  const book = new CallBook(['cpu0', 'cpu1'], true);
  for (let call = 0; call < 1024; call += 1) book.begin('cpu0');
  expect(() => book.begin('cpu0')).toThrow(new AssertionFailure('cpu0 calls too often'));
});

test.each([false, true])(
  'only a call that has begun can be granted something (by caller: %s)',
  (byCaller) => {
    const book = new CallBook(['cpu0', 'cpu1'], byCaller);
    expect(() => book.grant(book.next('cpu1'), RANGE)).toThrow(AssertionFailure);
    const number = book.begin('cpu1');
    book.grant(number, RANGE);
    expect(book.grantOf(number)).toEqual(RANGE);
  },
);

test('a context that makes no calls cannot begin one', () => {
  expect(() => new CallBook(['cpu0'], true).begin('worker')).toThrow(AssertionFailure);
});

describe.each([true, false])('calls (numbered by caller: %s)', (byCaller) => {
  test('calls are counted, and each has a number of its own', () => {
    const book = new CallBook(['cpu0', 'cpu1'], byCaller);
    const numbers = (['cpu0', 'cpu1', 'cpu1', 'cpu0'] as const).map((on) => book.begin(on));
    expect(new Set(numbers).size).toBe(4);
    expect(book.count).toBe(4);
  });

  test('calls keep what they were granted until it is forgotten', () => {
    const book = new CallBook(['cpu0', 'cpu1'], byCaller);
    const [first, second] = [book.begin('cpu0'), book.begin('cpu1')];
    expect([...book.granted()]).toEqual([]);
    book.grant(second, RANGE);
    expect([...book.granted()]).toEqual([[second, RANGE]]);
    expect([first, second, book.next('cpu1')].map((call) => book.grantOf(call))).toEqual([
      null,
      RANGE,
      null,
    ]);
    expect(book.grantOf(2 ** 20)).toBeNull();
    book.grant(first, { lo: 1, hi: 1 });
    book.forget(second);
    expect([...book.granted()]).toEqual([[first, { lo: 1, hi: 1 }]]);
  });
});

test('calls are numbered in the order in which they begin, unless by caller', () => {
  const book = new CallBook(['cpu0', 'cpu1'], false);
  const numbers = (['cpu1', 'cpu0', 'cpu1'] as const).map((on) => book.begin(on));
  expect(numbers).toEqual([0, 1, 2]);
});

test('the number of a call is renamed with its caller, and no other number is', () => {
  const callers = ['cpu0', 'cpu1', 'cpu2'] as const;
  const book = new CallBook(callers, true);
  const [first, second] = [book.begin('cpu1'), book.begin('cpu1')];
  const others = [book.begin('cpu2'), book.begin('cpu2')];
  const exchanged = (index: number): number => (index === 1 ? 2 : index === 2 ? 1 : index);
  expect([first, second].map((call) => renamedCall(call, exchanged))).toEqual(others);
  expect(others.map((call) => renamedCall(call, exchanged))).toEqual([first, second]);
  const zero = book.begin('cpu0');
  expect(renamedCall(zero, exchanged)).toBe(zero);
  expect(renamedCall(zero, () => 1)).toBe(first);
  // Sixteen contexts make calls. The names of range objects are beyond their numbers.
  const last = zero - 16 * 1024 + 1;
  expect(renamedCall(last, () => 14)).toBe(last + 1024);
  for (const number of [0, 7, -1, zero + 1, last - 1, last - 1024, 2 ** 20, -(2 ** 17)]) {
    expect(renamedCall(number, () => 3)).toBe(number);
  }
});
