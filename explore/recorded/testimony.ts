import type { Request } from '../../model/call.ts';
import type { Judges } from '../../model/judges.ts';
import type { Fact, Pressure } from '../../model/fact.ts';
import type { Traits } from '../../model/property.ts';
import { covers, overlaps, type Pfn, type Range } from '../../model/range.ts';
import { hasRole } from '../../model/role.ts';
import { CALLS } from '../../port/call-table.ts';
import type { RecordedChange } from './recording-format.ts';

/** FORMAT.md, section 4: the retry work is armed for this long after a refused erase. */
const RETRY_MS = 10;

const NO_CHANGES: readonly RecordedChange[] = [];

/** How a recorded call ended. */
interface Answer {
  readonly granted: Range | null;
  readonly refused: boolean;
  readonly because: string | null;
}

export const ANSWERED: Answer = { granted: null, refused: false, because: null };

/**
 * Gives the judges, as facts, what a recording shows of one domain. A recording does not say who
 * calls: whoever holds the page by then is taken for the one who frees it.
 */
export class Testimony {
  readonly #judges: Judges;
  readonly #traits: Traits;
  #nowMs: number;
  /** By call so far: its line in the recording. */
  readonly #lines: number[] = [];
  /** When the work will run, as far as is known. */
  #dueMs: number | null = null;
  /** The line of the first call that a well-behaved caller would not have made. */
  #careless: number | null = null;
  #line = 0;

  constructor(judges: Judges, traits: Traits, nowMs: number) {
    this.#judges = judges;
    this.#traits = traits;
    this.#nowMs = nowMs;
  }

  /** What follows is on this line. */
  begin(line: number): void {
    this.#line = line;
  }

  /** The current line of the recording. */
  get line(): number {
    return this.#line;
  }

  /** The line of that call. */
  lineOf(call: number): number {
    return this.#lines[call] ?? this.#line;
  }

  /** The line of the first careless call so far; null: all callers have been well-behaved. */
  get careless(): number | null {
    return this.#careless;
  }

  setPressure(level: Pressure): void {
    if (this.#judges.ledger.pressure !== level) this.#hear({ kind: 'pressure', level });
  }

  /** A call with all that it changed, and its answer. */
  call(what: Request, changes: readonly RecordedChange[] = NO_CHANGES, answer = ANSWERED): void {
    const call = this.#lines.length;
    this.#lines.push(this.#line);
    this.#noteCareless(what);
    const on = CALLS[what.fn].by === 'teardown' ? 'teardown' : 'cpu0';
    this.#hear({ kind: 'invoked', call, on, what });
    for (const change of changes) this.#changed(change, call);
    const deferring = changes.some((change) => change.k === 'erase' && !change.ok);
    if (this.#traits.retriesByWork && this.#dueMs === null && deferring) this.#arm();
    if (hasRole(what, 'tears down')) this.#dueMs = null;
    this.#hear({ kind: 'responded', call, ...answer });
  }

  /** The call whose range holds the page: only its caller can free it. Null: no range does. */
  holderOf(pfn: Pfn): number | null {
    const page = { lo: pfn, hi: pfn };
    const { owned, reserved } = this.#judges.ledger;
    const holding = [...owned, ...reserved].find((one) => covers(one.range, page));
    return holding?.call ?? null;
  }

  /** Time passes, and the work runs `ran` times within it; the last time at its end, if `atEnd`. */
  timePassed(
    untilMs: number,
    ran: number,
    atEnd: boolean,
    changes: readonly RecordedChange[] = NO_CHANGES,
  ): void {
    let rest = changes;
    for (let run = 1; run <= ran; run += 1) {
      const isLast = run === ran;
      this.#passTo(isLast && atEnd ? untilMs : Math.min(this.#dueMs ?? untilMs, untilMs));
      // A run of the work tries everything that was deferred when it began, once.
      const tried = isLast ? rest.length : this.#judges.ledger.deferred.length;
      this.#runWork(rest.slice(0, tried));
      rest = rest.slice(tried);
    }
    this.#passTo(untilMs);
  }

  /** The recording says whether a work is pending, and when it is due. */
  workIs(dueMs: number | null): void {
    this.#dueMs = dueMs;
    const state = dueMs === null ? 'idle' : 'armed';
    this.#hear({ kind: 'work', state, dueJiffies: dueMs });
  }

  /** A look at the domain at rest. `span`: where deferred ranges are looked for; null: nowhere. */
  survey(ranges: readonly Range[], span: Range | null): void {
    if (this.#traits.window) this.#hear({ kind: 'window', span });
    this.#hear({ kind: 'locked', on: 'cpu0', contended: false });
    this.#hear({ kind: 'unlocked', on: 'cpu0' });
    this.#hear({ kind: 'surveyed', ranges, unsound: null });
  }

  /** What the teardown has left behind. */
  remains(objects: number): void {
    this.#hear({ kind: 'remaining', objects, works: 0 });
  }

  #hear(fact: Fact): void {
    this.#judges.hear(fact);
  }

  #changed(change: RecordedChange, call: number | null): void {
    if (change.k === 'alloc') {
      this.#hear({ kind: 'memory', call, need: 'object', granted: change.ok });
      return;
    }
    const range = { lo: change.lo, hi: change.hi };
    switch (change.k) {
      case 'store':
        this.#hear({ kind: 'memory', call, need: 'store', granted: change.ok });
        if (change.ok) this.#hear({ kind: 'stored', range, call });
        return;
      case 'extend':
        this.#hear({ kind: 'stored', range, call });
        return;
      case 'erase':
        this.#hear({ kind: 'memory', call, need: 'erase', granted: change.ok });
        this.#hear({ kind: change.ok ? 'erased' : 'kept', range, call });
        // Where a work retries, whatever could not be erased is put on its list.
        if (!change.ok && this.#traits.retriesByWork) this.#deferred(range, call);
        return;
      case 'mark':
        this.#deferred(range, call);
        return;
    }
  }

  #deferred(range: Range, call: number | null): void {
    this.#hear({ kind: 'deferred', range, call, at: 'recorded: deferred' });
  }

  #runWork(changes: readonly RecordedChange[]): void {
    this.#dueMs = null;
    this.#hear({ kind: 'work', state: 'running', dueJiffies: null });
    for (const change of changes) this.#changed(change, null);
    if (this.#judges.ledger.deferred.length > 0) this.#arm();
    else this.workIs(null);
  }

  #arm(): void {
    this.workIs(this.#nowMs + RETRY_MS);
  }

  #passTo(thenMs: number): void {
    const byJiffies = thenMs - this.#nowMs;
    if (byJiffies <= 0) return;
    this.#nowMs = thenMs;
    this.#hear({ kind: 'time', byJiffies });
  }

  #noteCareless(what: Request): void {
    if (this.#careless !== null) return;
    const { owned } = this.#judges.ledger;
    const stale = hasRole(what, 'gives back') && what.of === null;
    const bad = hasRole(what, 'reserves') && (what.lo > what.hi || owned.some(overlapsWith(what)));
    if (stale || bad) this.#careless = this.#line;
  }
}

function overlapsWith(range: Range): (holding: { readonly range: Range }) => boolean {
  return (holding) => overlaps(holding.range, range);
}
