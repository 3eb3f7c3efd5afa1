/** A process of its own that makes one search, so that starting up counts: told as JSON. */
import type { PeerBounds } from './bounds.ts';
import { type PeerSearchOptions, searchPeer } from './search-peer.ts';

/** What the process prints. */
export interface PeerVerdict {
  readonly states: number;
  readonly transitions: number;
  /** Without starting up. */
  readonly seconds: number;
  /** Steps of a shortest run that breaks an assertion; null: nothing breaks one. */
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
