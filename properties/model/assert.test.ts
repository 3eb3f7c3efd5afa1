import { expect, test } from 'vitest';
import { assert, AssertionFailure, unreachable } from '../../model/assert.ts';

test('an assertion that holds does nothing: it does not even build its message', () => {
  expect(() => assert(true, 'never')).not.toThrow();
  const message = (): string => {
    throw new Error('nobody asks for it');
  };
  expect(() => assert(true, message)).not.toThrow();
});

test.each([
  ['a text', 'two owners of 5'],
  ['a function', () => 'two owners of 5'],
] as const)(
  'an assertion that fails names itself and reports its message, %s',
  (_kind, message) => {
    expect(() => assert(false, message)).toThrow(AssertionFailure);
    expect(() => assert(false, message)).toThrow('two owners of 5');
    expect(String(new AssertionFailure('two owners of 5'))).toBe(
      'AssertionFailure: two owners of 5',
    );
  },
);

test('an unhandled value is named in the failure', () => {
  expect(() => unreachable({ kind: 'other' } as never)).toThrow('nobody expects {"kind":"other"}');
});
