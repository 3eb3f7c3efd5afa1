/**
 * Makes one search in a process of its own, so that the start counts, too. It prints the result as
 * JSON.
 */
import type { PeerBounds } from './bounds.ts';
import { type PeerSearchOptions, searchPeer } from './search-peer.ts';

/** What the process prints. */
export interface PeerVerdict {
  readonly states: number;
  readonly transitions: number;
  /** The time of the search, without the start of the process. */
  readonly seconds: number;
  /** The number of steps of a shortest run that breaks an assertion; null: no run breaks one. */
  readonly steps: number | null;
}

const [bounds, options] = JSON.parse(process.argv[2] ?? '') as [PeerBounds, PeerSearchOptions];
const begin = performance.now();
const { states, transitions, shortest } = searchPeer(bounds, options);
const lengths = [...shortest.values()].map(({ moves }) => moves.length);
const verdict: PeerVerdict = {
  states,
  transitions,
  seconds: (performance.now() - begin) / 1000,
  steps: lengths.length === 0 ? null : Math.min(...lengths),
};
console.log(JSON.stringify(verdict));
