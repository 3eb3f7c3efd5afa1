import { type Request, type TakingRequest, wantedBy } from '../../model/call.ts';
import type { Judges } from '../../model/judges.ts';
import type { Fact, Pressure } from '../../model/fact.ts';
import type { Traits } from '../../model/property.ts';
import { covers, type Pfn, type Range } from '../../model/range.ts';
import { touchesAny } from '../../model/range-set.ts';
import { hasRole } from '../../model/role.ts';
import { CALLS } from '../../port/call-table.ts';
import { ANSWERED, type RecordedAnswer } from './obstacle-of.ts';
import { isCareless } from './is-careless.ts';
import { RecordedCauses } from './recorded-causes.ts';
import type { Obstacle, RecordedHint } from './recorded-hint.ts';
import type { RecordedChange } from './recording-format.ts';

/** The retry work is armed for this long after a refused erase: FORMAT.md, section 4. */
const RETRY_MS = 10;

const NO_CHANGES: readonly RecordedChange[] = [];

/**
 * Tells the judges, as facts, what a recording shows of one domain. A recording does not say which
 * caller makes a call, so a free is taken to be made by the caller whose range holds the page at
 * that time.
 */
export class Testimony {
  readonly #judges: Judges;
  readonly #traits: Traits;
  readonly #causes: RecordedCauses;
  #nowMs: number;
  /** By number of the call: its line in the recording. */
  readonly #lines: number[] = [];
  /** The time at which the work will run, as far as is known; null: it is not pending. */
  #dueMs: number | null = null;
  /**
   * The line of the first call that a well-behaved caller would not have made; null: none so far.
   */
  #careless: number | null = null;
  #line = 0;
  /** Who acts: the function that is called, or the work. */
  actor = 'init_iova_domain()';

  constructor(judges: Judges, traits: Traits, hint: RecordedHint, nowMs: number) {
    this.#judges = judges;
    this.#traits = traits;
    this.#causes = new RecordedCauses(hint, judges.ledger, traits.gap);
    this.#nowMs = nowMs;
  }

  /** The next facts come from this line. */
  begin(line: number): void {
    this.#line = line;
  }

  /** The current line of the recording. */
  get line(): number {
    return this.#line;
  }

  /** The line of the call with this number. */
  lineOf(call: number): number {
    return this.#lines[call] ?? this.#line;
  }

  /** The line of the first careless call; null: there was none so far. */
  get careless(): number | null {
    return this.#careless;
  }

  setPressure(level: Pressure): void {
    if (this.#judges.ledger.pressure !== level) this.#hear({ kind: 'pressure', level });
  }

  /** A call with its answer, and with everything that it changed, in order. */
  call(what: Request, changes: readonly RecordedChange[] = NO_CHANGES, answer = ANSWERED): void {
    const call = this.#begin(what);
    // The first thing that a free does is to erase its range. Other erases are of deferred ones.
    const first = hasRole(what, 'gives back') ? changes.findIndex(({ k }) => k === 'erase') : -1;
    changes.forEach((change, at) => {
      this.#changed(change, call, at !== first && this.isAgain(change));
    });
    this.#armIfDeferring(changes);
    if (hasRole(what, 'tears down')) this.#dueMs = null;
    const { granted, refused, obstacle } = answer;
    if (hasRole(what, 'takes')) this.#causes.answers(wantedBy(what), obstacle, this.actor);
    this.#hear({ kind: 'responded', call, granted, refused, because: obstacle });
  }

  /** An allocation that takes the range out of a cache. */
  hit(what: Request, range: Range): void {
    const call = this.#begin(what);
    this.#hear({ kind: 'uncached', range, call });
    this.#hear({ kind: 'responded', call, granted: range, refused: false, because: null });
  }

  /** A free that puts the range into a cache, after requests for a magazine. */
  cache(what: Request, range: Range, changes: readonly RecordedChange[] = NO_CHANGES): void {
    const call = this.#begin(what);
    for (const change of changes) this.#changed(change, call, false);
    this.#hear({ kind: 'cached', range, call });
    this.#hear({ kind: 'responded', call, ...ANSWERED, because: null });
  }

  /** An allocation that is refused, flushes the caches, and tries again. */
  flush(
    what: TakingRequest,
    first: readonly RecordedChange[],
    obstacle: Obstacle,
    again: readonly RecordedChange[],
    answer: RecordedAnswer,
  ): void {
    const call = this.#begin(what);
    const tried = first.findIndex(({ k }) => k === 'alloc') + 1;
    for (const change of first.slice(0, tried)) this.#changed(change, call, false);
    this.#causes.answers(wantedBy(what), obstacle, this.actor);
    this.#hear({ kind: 'flushed', call });
    this.#changedAll([...first.slice(tried), ...again], call);
    this.#causes.answers(wantedBy(what), answer.obstacle, this.actor);
    const { granted, refused, obstacle: because } = answer;
    this.#hear({ kind: 'responded', call, granted, refused, because });
  }

  /** A CPU goes offline, or comes back. */
  switchCpu(
    what: Extract<Request, { readonly cpu: number }>,
    changes: readonly RecordedChange[] = NO_CHANGES,
  ): void {
    const call = this.#begin(what);
    this.#hear({ kind: 'online', cpu: what.cpu, online: what.fn === 'online' });
    this.#changedAll(changes, call);
    this.#hear({ kind: 'responded', call, ...ANSWERED, because: null });
  }

  #begin(what: Request): number {
    const call = this.#lines.length;
    this.#lines.push(this.#line);
    const { by, cName } = CALLS[what.fn];
    this.actor = `${cName}()`;
    this.#noteCareless(what);
    const on = by === 'teardown' || by === 'hotplug' ? by : 'cpu0';
    this.#hear({ kind: 'invoked', call, on, what });
    return call;
  }

  /** Whether the change is an erase of what is deferred now. */
  isAgain(change: RecordedChange): boolean {
    return change.k === 'erase' && touchesAny(this.#judges.ledger.deferred, change);
  }

  #armIfDeferring(changes: readonly RecordedChange[]): void {
    const deferring = changes.some((change) => change.k === 'erase' && !change.ok);
    if (this.#traits.retriesByWork && this.#dueMs === null && deferring) this.#arm();
  }

  /** The call whose range holds the page, which alone may free it; null: no range holds it. */
  holderOf(pfn: Pfn): number | null {
    const page = { lo: pfn, hi: pfn };
    const { owned, reserved } = this.#judges.ledger;
    const holding = [...owned, ...reserved].find((one) => covers(one.range, page));
    return holding?.call ?? null;
  }

  /**
   * Time passes until `untilMs`, and works run `ran` times meanwhile. If `atEnd`, the last run is
   * at the end of that time. What erases cached ranges is the work of a depot; nobody knows when
   * that runs.
   */
  timePassed(
    untilMs: number,
    ran: number,
    atEnd: boolean,
    changes: readonly RecordedChange[] = NO_CHANGES,
  ): void {
    let rest = changes;
    for (let run = 1; run <= ran; run += 1) {
      const trimmed = this.#traits.retriesByWork
        ? rest.findIndex((one) => this.isAgain(one))
        : rest.length;
      const trims = rest.slice(0, trimmed < 0 ? rest.length : trimmed);
      if (trims.length > 0) this.#trim(trims);
      rest = rest.slice(trims.length);
      if (this.#dueMs === null || (rest.length === 0 && this.#dueMs > untilMs)) continue;
      const isLast = run === ran;
      this.#passTo(isLast && atEnd ? untilMs : Math.min(this.#dueMs, untilMs));
      // A run of the work tries everything once that was deferred when it began.
      const tried = isLast ? rest.length : this.#judges.ledger.deferred.length;
      this.#runWork(rest.slice(0, tried));
      rest = rest.slice(tried);
    }
    this.#passTo(untilMs);
  }

  /** The works of depots give magazines back. */
  #trim(changes: readonly RecordedChange[]): void {
    this.actor = 'the trim work';
    this.#changedAll(changes, null);
  }

  #changedAll(changes: readonly RecordedChange[], call: number | null): void {
    for (const change of changes) this.#changed(change, call, this.isAgain(change));
    this.#armIfDeferring(changes);
  }

  /** The recording says when the work is due; null: it is not pending. */
  workIs(dueMs: number | null): void {
    this.#dueMs = dueMs;
    const state = dueMs === null ? 'idle' : 'armed';
    this.#hear({ kind: 'work', state, dueJiffies: dueMs });
  }

  /**
   * The recording shows the domain at rest: the ranges in its tree, and the span in which the
   * allocator looks for deferred ranges (null: it looks for none).
   */
  survey(ranges: readonly Range[], span: Range | null): void {
    if (this.#traits.window) this.#hear({ kind: 'window', span });
    this.#hear({ kind: 'locked', on: 'cpu0', contended: false });
    this.#hear({ kind: 'unlocked', on: 'cpu0' });
    this.#hear({ kind: 'surveyed', ranges, unsound: null });
  }

  /** The recording shows the 32-bit hint. */
  hintIs(pages: number): void {
    this.#causes.hintIs(pages);
  }

  /** The number of objects that the teardown has left behind. */
  remains(objects: number): void {
    this.#hear({ kind: 'remaining', objects, works: 0 });
  }

  #hear(fact: Fact): void {
    this.#judges.hear(fact);
    this.#causes.note(fact, this.actor);
    this.#judges.explain((refusal) => this.#causes.causeOf(refusal));
  }

  /** @param again if it is an erase: the range was deferred before */
  #changed(change: RecordedChange, call: number | null, again: boolean): void {
    if (change.k === 'alloc') {
      const need = change.what === 'iova' ? 'object' : 'magazine';
      this.#hear({ kind: 'memory', call, need, granted: change.ok });
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
        this.#causes.erases(range, again, this.actor);
        this.#hear({ kind: 'memory', call, need: 'erase', granted: change.ok });
        this.#hear({ kind: change.ok ? 'erased' : 'kept', range, call });
        // If a work retries, each range that could not be erased goes onto its list.
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
    this.actor = 'the work';
    this.#hear({ kind: 'work', state: 'running', dueJiffies: null });
    for (const change of changes) this.#changed(change, null, true);
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
    this.actor = 'time';
    this.#hear({ kind: 'time', byJiffies });
  }

  #noteCareless(what: Request): void {
    if (this.#careless !== null) return;
    if (isCareless(what, this.#judges.ledger.owned)) this.#careless = this.#line;
  }
}
