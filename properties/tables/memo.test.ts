/** A memo gives the values of functions, and only where what they read is known. */
import { expect, test } from 'vitest';
import { Reads, ReadWatch } from '../../abstraction/reads.ts';
import { Memo, UnsteadyReads } from '../../explore/tables/memo.ts';
import { SeededDraw } from '../engines/seeded-draw.ts';

const PLACES = 6;

/** Registers that are watched. */
class Registers {
  readonly reads = new Reads();
  readonly numbers = new Int32Array(PLACES);
  readonly #watches = Array.from({ length: PLACES }, (_, place) => {
    const watch = new ReadWatch();
    watch.begin(place);
    return watch;
  });

  read(place: number): number {
    this.#watches[place]?.note();
    return this.numbers[place] as number;
  }

  isOdd(place: number): boolean {
    return this.#watches[place]?.answer(7, (this.numbers[place] as number) % 2 === 1) === true;
  }

  draw(draw: SeededDraw): void {
    for (let place = 0; place < PLACES; place += 1) this.numbers[place] = draw.below(5);
  }
}

/** Functions of the registers: what they read depends on what they have read. */
const FUNCTIONS: readonly ((of: Registers) => number)[] = [
  () => 3,
  (of) => of.read(2) + 1,
  (of) => (of.read(0) < 3 ? of.read(1) * 10 : of.read(4)),
  (of) => (of.isOdd(3) ? of.read(5) + 100 : 50),
  (of) => (of.read(1) === of.read(0) ? (of.isOdd(2) ? 1 : 2) : of.read(3) + of.read(2) * 7),
  (of) => (of.isOdd(4) && of.read(4) > 1 && of.read(3) > 2 ? of.read(0) : 9),
];

test('a memo knows what was learned wherever the same is read, and nothing else', () => {
  const registers = new Registers();
  const { reads, numbers } = registers;
  const memo = new Memo(reads);
  const draw = new SeededDraw(1);
  const misses = FUNCTIONS.map(() => 0);
  for (let turn = 0; turn < 20_000; turn += 1) {
    registers.draw(draw);
    const of = draw.below(FUNCTIONS.length);
    reads.begin();
    const value = (FUNCTIONS[of] as (typeof FUNCTIONS)[number])(registers);
    reads.end();
    const known = memo.find(of, numbers);
    if (known >= 0) expect(known).toBe(value);
    else {
      misses[of] = (misses[of] as number) + 1;
      memo.learn(of, numbers, value);
      expect(memo.find(of, numbers)).toBe(value);
    }
  }
  // As many as there are different readings; a few more, since each answer is met for each number,
  // and since a node that reads less than it did forgets what it led to.
  expect(misses[0]).toBe(1);
  expect(misses[1]).toBe(5);
  expect(misses[2]).toBeLessThanOrEqual(3 * 5 + 2 * 5 + 5);
  expect(misses[3]).toBeLessThanOrEqual(1 + 5 + 5);
  expect(Math.max(...misses)).toBeLessThan(600);
});

test('what is written need not be read, and is read again after a return', () => {
  const reads = new Reads();
  const watch = new ReadWatch();
  watch.begin(4);
  reads.begin();
  watch.write();
  watch.note();
  expect(watch.answer(1, true)).toBe(true);
  expect([reads.read, reads.writtenUnread]).toEqual([[], [4]]);
  reads.restored();
  watch.note();
  watch.write();
  expect([reads.read, reads.writtenUnread]).toEqual([[4], []]);
  reads.pause();
  watch.note();
  reads.resume();
  reads.begin();
  expect(reads.read).toEqual([]);
});

test('a function that reads something else for the same numbers is refused', () => {
  const registers = new Registers();
  const { reads, numbers } = registers;
  const memo = new Memo(reads);
  const learn = (...places: readonly number[]): void => {
    reads.begin();
    for (const place of places) registers.read(place);
    reads.end();
    memo.learn(0, numbers, 1);
  };
  learn(1, 2);
  expect(() => learn(2)).toThrow(UnsteadyReads);
  expect(() => learn(1, 2, 3)).toThrow(UnsteadyReads);
  // What it led to is forgotten.
  learn(1);
  expect(() => learn(1, 2)).toThrow(UnsteadyReads);
});

test('what nobody tells of counts as read', () => {
  const registers = new Registers();
  const { reads, numbers } = registers;
  reads.unwatched.push(5);
  const memo = new Memo(reads);
  reads.begin();
  reads.end();
  memo.learn(0, numbers, 8);
  expect(memo.find(0, numbers)).toBe(8);
  numbers[5] = 1;
  expect(memo.find(0, numbers)).toBe(-1);
});
