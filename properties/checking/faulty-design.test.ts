/** Whose fault it is if something is thrown while a user's file is checked. */
import { expect, test } from 'vitest';
import { blameFile, FaultyDesign } from '../../explore/loading/faulty-design.ts';
import { assert, AssertionFailure } from '../../model/assert.ts';

const OWN = { design: 'llist', policy: null };
const USERS = { design: './mine.ts', policy: null };

function failAssertion(): void {
  // Without a stack, no line of the user's was running.
  Error.stackTraceLimit = 0;
  try {
    assert(false, 'a list is empty');
  } finally {
    Error.stackTraceLimit = 10;
  }
}

test('an error in a design of the suite is a bug of ours', () => {
  const work = (): void => {
    throw new TypeError('it is undefined');
  };
  expect(() => blameFile(OWN, work)).toThrow(TypeError);
});

test("an error while a user's design runs is that file's", () => {
  const work = (): void => {
    throw new TypeError('it is undefined');
  };
  expect(() => blameFile(USERS, work)).toThrow(FaultyDesign);
});

test("a failed assertion is a bug of ours if no line of the user's file was running", () => {
  expect(() => blameFile(USERS, failAssertion)).toThrow(AssertionFailure);
});
