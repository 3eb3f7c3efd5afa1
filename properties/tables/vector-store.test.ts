import { expect, test } from 'vitest';
import { VectorStore } from '../../explore/tables/vector-store.ts';
import { AssertionFailure } from '../../model/assert.ts';
import { SeededDraw } from '../engines/seeded-draw.ts';

const WIDTH = 19;

/** A vector that differs from others in few places, as states do. */
function vectorOf(draw: SeededDraw): Int32Array {
  return Int32Array.from({ length: WIDTH }, () => (draw.below(8) === 0 ? draw.below(1000) : 7));
}

test('a vector store gives back each of the vectors that wait in it', () => {
  const draw = new SeededDraw(1);
  const store = new VectorStore(WIDTH);
  const waiting = new Map<number, Int32Array>();
  const found = new Int32Array(WIDTH);
  for (let turn = 0; turn < 5000; turn += 1) {
    const vector = vectorOf(draw);
    const places = [...waiting.keys()];
    waiting.set(store.keep(vector), vector);
    if (places.length === 0 || draw.below(3) > 0) continue;
    const read = draw.pick(places);
    store.read(read, found);
    expect(found).toEqual(waiting.get(read));
    store.release(read);
    waiting.delete(read);
  }
  for (const [place, vector] of waiting) {
    store.read(place, found);
    expect(found).toEqual(vector);
  }
  expect(waiting.size).toBeGreaterThan(1000);
});

test('vectors of small numbers take a fraction of their own size', () => {
  const store = new VectorStore(64);
  for (let n = 0; n < 100_000; n += 1) {
    store.keep(Int32Array.from({ length: 64 }, (_, at) => (at % 32 === 0 ? n % 317 : at)));
  }
  expect(store.bytes).toBeLessThan((100_000 * 64 * 4) / 4);
});

test('vectors keep what they are as numbers grow, up to 31 bits', () => {
  const store = new VectorStore(5);
  const vectors = Array.from({ length: 31 }, (_, bits) =>
    Int32Array.of(2 ** bits, 0, 2 ** 31 - 1 - 2 ** bits, bits, 2 ** (30 - bits)),
  );
  const places = vectors.map((vector) => store.keep(vector));
  const found = new Int32Array(5);
  for (const [at, place] of places.entries()) {
    store.read(place, found);
    expect(found).toEqual(vectors[at]);
  }
});

test('memory of vectors that were packed in fewer bits is given back once all are released', () => {
  const store = new VectorStore(2);
  const places = Array.from({ length: 5000 }, (_, n) => store.keep(Int32Array.of(n % 2, 1)));
  const { bytes } = store;
  const last = store.keep(Int32Array.of(2 ** 20, 2 ** 20));
  for (const place of places) store.release(place);
  expect(store.bytes).toBeLessThan(bytes);
  const found = new Int32Array(2);
  store.read(last, found);
  expect(found).toEqual(Int32Array.of(2 ** 20, 2 ** 20));
});

test('a vector store uses a released place again before it takes a new one', () => {
  const store = new VectorStore(3);
  const vector = new Int32Array(3);
  const [first, second] = [store.keep(vector), store.keep(vector)];
  expect([first, second]).toEqual([0, 1]);
  store.release(first);
  expect([store.keep(vector), store.keep(vector)]).toEqual([0, 2]);
});

test('a place in a vector store is released only once, and only if a vector waits there', () => {
  const store = new VectorStore(3);
  const place = store.keep(new Int32Array(3));
  store.release(place);
  expect(() => store.release(place)).toThrow(AssertionFailure);
  expect(() => store.release(place + 1)).toThrow(AssertionFailure);
});
