import { execFileSync } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PeerBounds, peerBounds } from './peer/bounds.ts';
import type { PeerVerdict } from './peer/peer-worker.ts';
import type { PeerSearchOptions } from './peer/search-peer.ts';
import { missingTools, runSpin } from './peer/spin-run.ts';

interface Size {
  readonly drivers: number;
  readonly calls: number;
  /**
   * The number of times that each search is run, in turn. The shorter the runs, the more their
   * times differ.
   */
  readonly rounds: number;
}

const SIZES: readonly Size[] = [
  { drivers: 2, calls: 2, rounds: 5 },
  { drivers: 2, calls: 3, rounds: 5 },
  { drivers: 3, calls: 2, rounds: 5 },
  { drivers: 3, calls: 3, rounds: 1 },
];
const BUGS = ['the work does not re-arm', 'it re-adds and frees', 'teardown does not cancel'];
/** The sizes in which shortest runs are looked for. */
const BUGGY_SIZES = SIZES.slice(0, 3);
const WIDTH = 12;

const ALL = { exact: false, first: false };
const FIRST = { exact: false, first: true, symmetric: true };

/** Compares Spin and our search of states, side by side, on the problem of `peer/iova.pml`. */
export function benchSpin(): void {
  const missing = missingTools();
  if (missing.length > 0) {
    console.log(`skipped: no ${missing.join(' and no ')} here; apt-get install spin gcc`);
    return;
  }
  console.log('seconds from the command to the verdict: spin, gcc -O2 and pan, or a node process');
  console.log(
    '(medians; the runs of each size in turn; "exchanged": drivers are not told apart)\n',
  );
  printRow('', 'Spin', '', 'here', '', '', 'exchanged', '', '');
  printRow('', 'states', 's', 'states', 's', 'ratio', 'states', 's', 'ratio');
  for (const size of SIZES) compareWholeSearches(size);
  console.log('\nsteps of a shortest run that breaks an assertion, and seconds to find it');
  printRow('', 'Spin', 's', 'exchanged', 's', 'ratio');
  for (const size of BUGGY_SIZES) compareShortestRuns(size);
  console.log('\ntransitions per second here, without starting up');
  printRow('', 'asserting', 'not');
  for (const size of SIZES.slice(2)) printRates(size);
}

function printRow(name: string, ...cells: readonly string[]): void {
  console.log(`${name.padEnd(6)}${cells.map((cell) => cell.padStart(WIDTH)).join('')}`);
}

function nameOf({ drivers, calls }: Size): string {
  return `${drivers}x${calls}`;
}

function compareWholeSearches(size: Size): void {
  const bounds = peerBounds(size.drivers, size.calls);
  const [spin, plain, exchanged] = inTurn(size.rounds, [
    () => runSpin(bounds, false),
    () => runHere(bounds, { ...ALL, symmetric: false }),
    () => runHere(bounds, { ...ALL, symmetric: true }),
  ]);
  if (spin === undefined || plain === undefined || exchanged === undefined) return;
  const cells = [plain, exchanged].flatMap(({ states, seconds }) => [
    String(states),
    seconds.toFixed(2),
    (seconds / spin.seconds).toFixed(2),
  ]);
  printRow(nameOf(size), String(spin.states), spin.seconds.toFixed(2), ...cells);
}

function compareShortestRuns(size: Size): void {
  for (const [at, what] of BUGS.entries()) {
    const bounds = peerBounds(size.drivers, size.calls, at + 1);
    const spin = runSpin(bounds, true);
    const here = runHere(bounds, FIRST);
    const seconds = [here.seconds.toFixed(2), (here.seconds / spin.seconds).toFixed(2)];
    const cells = [String(spin.steps), spin.seconds.toFixed(2), String(here.steps), ...seconds];
    printRow(nameOf(size), ...cells, `  ${what}`);
  }
}

function printRates(size: Size): void {
  const options = { ...ALL, symmetric: true };
  const rates = [true, false].map((judged) => {
    const bounds = peerBounds(size.drivers, size.calls, 0, judged);
    const { transitions, searchSeconds } = runHere(bounds, options);
    return (transitions / searchSeconds).toFixed(0);
  });
  printRow(nameOf(size), ...rates);
}

/**
 * Makes each measurement in turn, for a number of rounds. Returns the one of median time for each.
 */
function inTurn<T extends { readonly seconds: number }>(
  rounds: number,
  runs: readonly (() => T)[],
): readonly T[] {
  const done = runs.map((): T[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, run] of runs.entries()) done[at]?.push(run());
  }
  return done.map((some) => {
    const sorted = some.toSorted((a, b) => a.seconds - b.seconds);
    return sorted[Math.floor(rounds / 2)] as T;
  });
}

/** Makes a search in a fresh process. `seconds` includes starting the process. */
function runHere(
  bounds: PeerBounds,
  options: PeerSearchOptions,
): PeerVerdict & { readonly searchSeconds: number } {
  const url = new URL(`./peer/peer-worker${extname(import.meta.url)}`, import.meta.url);
  const begin = performance.now();
  const told = execFileSync(process.execPath, [
    '--max-old-space-size=8000',
    fileURLToPath(url),
    JSON.stringify([bounds, options]),
  ]).toString();
  const seconds = (performance.now() - begin) / 1000;
  const verdict = JSON.parse(told) as PeerVerdict;
  return { ...verdict, seconds, searchSeconds: verdict.seconds };
}
