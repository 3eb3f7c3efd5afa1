import type { Fact } from '../../model/fact.ts';
import type { Change } from '../../impl/kernel/memory.ts';
import type { RecordedChange } from './recording-format.ts';

/** What the recording says, and what the design does instead. */
export interface Difference {
  /** The place in the line: `reply.pfn`, `reply.env[3]`. */
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

const NO_ENTRIES: readonly RecordedChange[] = [];

/**
 * Answers the requests of a design as the recording says they were answered, and compares the
 * requests with the recorded ones.
 */
export class RecordedOracle {
  /** The first difference between the design and the recording; null: none so far. */
  difference: Difference | null = null;
  #entries = NO_ENTRIES;
  #at = 0;
  /** The design asks before it changes its tree; else the facts tell what it has done. */
  #asks = false;

  /** A command begins, for which the recording has these entries. */
  begin(entries: readonly RecordedChange[] = NO_ENTRIES): void {
    this.#entries = entries;
    this.#at = 0;
  }

  /** Whether the next change is granted memory. */
  answer(change: Change): boolean {
    if (change.k !== 'alloc') this.#asks = true;
    return this.#next(change);
  }

  /** Hears of a change of the tree that was made without being asked for. */
  told(fact: Fact): void {
    if (this.#asks || (fact.kind !== 'stored' && fact.kind !== 'erased')) return;
    const { lo, hi } = fact.range;
    const isExtended = this.#entries[this.#at]?.k === 'extend';
    // Whether a range is new, or an old one that was extended, the tree does not tell.
    const stored = isExtended ? 'extend' : 'store';
    this.#next({ k: fact.kind === 'erased' ? 'erase' : stored, lo, hi });
  }

  #next(change: Change): boolean {
    const entry = this.#entries[this.#at];
    const what = `reply.env[${this.#at}]`;
    this.#at += 1;
    if (entry === undefined || !isSame(entry, change)) {
      const expected = entry === undefined ? 'nothing more' : JSON.stringify(entry);
      this.difference ??= { what, expected, found: JSON.stringify(change) };
      // The comparison has failed already. Granting everything lets the call end.
      return true;
    }
    return entry.ok;
  }

  /** The command has ended. An entry that was not asked for is a difference. */
  end(): void {
    const entry = this.#entries[this.#at];
    if (entry === undefined) return;
    const what = `reply.env[${this.#at}]`;
    this.difference ??= { what, expected: JSON.stringify(entry), found: 'nothing more' };
  }

  /** Whether this command has a refusal in the recording. */
  get refused(): boolean {
    return this.#entries.some((entry) => !entry.ok);
  }
}

function isSame(entry: RecordedChange, asked: Change): boolean {
  if (entry.k === 'alloc') return asked.k === 'alloc' && entry.what === asked.what;
  return asked.k === entry.k && asked.lo === entry.lo && asked.hi === entry.hi;
}
