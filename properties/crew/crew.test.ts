/** How threads exchange rows of numbers. */
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { seatsOf } from '../../explore/crew/crew.ts';

const BUILT = new URL('../../dist/explore/crew/crew.js', import.meta.url).href;

/** Each seat gives each other one rows of several lengths, and says what it was given. */
const EXCHANGES = `
  import { parentPort, workerData } from 'node:worker_threads';
  import { Crew } from '${BUILT}';
  const crew = new Crew(workerData.seat);
  const heard = [];
  try {
    for (const length of workerData.lengths) {
      if (length < 0) throw new Error('gives up');
      const rows = Array.from({ length: crew.seats }, (_, to) =>
        new Int32Array(length * (1 + crew.seat)).fill(100 * crew.seat + to));
      const given = crew.exchange(rows);
      heard.push(given.map((row) => [row.length, row.length === 0 ? null : row.at(0), row.at(-1)]));
    }
    parentPort.postMessage(heard);
  } catch (error) {
    crew.leave();
    parentPort.postMessage(error.name);
  }
`;

async function exchange(lengths: readonly (readonly number[])[]): Promise<readonly unknown[]> {
  const source = new URL(`data:text/javascript,${encodeURIComponent(EXCHANGES)}`);
  return Promise.all(
    seatsOf(lengths.length).map(
      async (seat, at) =>
        new Promise((resolve, reject) => {
          const thread = new Worker(source, { workerData: { seat, lengths: lengths[at] } });
          thread.once('message', resolve);
          thread.once('error', reject);
        }),
    ),
  );
}

test('every seat gets what every seat gives it, short rows and rows of many windows', async () => {
  const lengths = [1, 0, 100_000, 3, 0, 70_000, 2];
  const heard = await exchange([lengths, lengths, lengths]);
  for (const [seat, given] of heard.entries()) {
    const expected = lengths.map((length) =>
      [0, 1, 2].map((from) => {
        const filled = length === 0 ? null : 100 * from + seat;
        return [length * (1 + from), filled, filled ?? undefined];
      }),
    );
    expect(given).toEqual(expected);
  }
});

test('if one seat gives up, the others do not wait for ever', async () => {
  expect(
    await exchange([
      [1, 1, -1],
      [1, 1, 1],
      [1, 1, 1],
    ]),
  ).toEqual(['Error', 'BrokenCrew', 'BrokenCrew']);
});
