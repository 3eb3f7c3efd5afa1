/** Runs of one caller, told line by line as a recording tells what a real allocator does. */
import { assert } from '../../model/assert.ts';
import type { Fact, Need } from '../../model/fact.ts';
import type { Request } from '../../model/call.ts';
import type { Pfn } from '../../model/range.ts';
import type { Told } from './made-up.ts';

/** The pages of a store that was refused: facts do not name them, and nothing is judged by them. */
const NOWHERE = { lo: 0, hi: 0 };

/** An entry of `env`. */
type Entry = { readonly ok: boolean } & (
  | { readonly k: 'alloc'; readonly what: 'iova' }
  | { readonly k: 'store' | 'erase' | 'mark'; readonly lo: Pfn; readonly hi: Pfn }
);

/** Listens to a run in which each call, and each run of the work, ends before the next begins. */
export class ToldRun {
  readonly lines: Told[] = [];
  /** Deferred ranges are marked, and not listed. */
  readonly #marks: boolean;
  #nowMs = 0;
  #what: Request | null = null;
  #env: Entry[] = [];

  constructor(marks: boolean) {
    this.#marks = marks;
  }

  hear(fact: Fact): void {
    switch (fact.kind) {
      case 'invoked':
        assert(this.#what === null, 'two calls at a time');
        this.#what = fact.what;
        return;
      case 'responded':
        return this.#responded(fact);
      case 'memory':
        return this.#asked(fact.need, fact.granted);
      case 'stored':
        return this.#add({ k: 'store', ...fact.range, ok: true });
      case 'erased':
        return this.#add({ k: 'erase', ...fact.range, ok: true });
      case 'kept':
        return this.#add({ k: 'erase', ...fact.range, ok: false });
      case 'deferred':
        if (this.#marks) this.#add({ k: 'mark', ...fact.range, ok: true });
        return;
      case 'work':
        return this.#work(fact.state === 'running');
      case 'time':
        this.#nowMs += fact.byJiffies;
        this.#line({ op: 'advance', ms: fact.byJiffies }, { ran: 0, clock: this.#nowMs });
        return;
      default:
        return;
    }
  }

  /** The recorder asks for the hint. Nothing else of the dump is looked at. */
  dump(max32: number): void {
    const rest = { ranges: [], dma32: 2 ** 20, clock: this.#nowMs, online: 1 };
    this.lines.push([{ op: 'dump' }, { ...rest, max32 }]);
  }

  /** A granted store, and every erase, is a fact of its own, which names the range. */
  #asked(need: Need, granted: boolean): void {
    if (need === 'object') this.#add({ k: 'alloc', what: 'iova', ok: granted });
    if (need === 'store' && !granted) this.#add({ k: 'store', ...NOWHERE, ok: false });
  }

  /** Outside of calls only the work changes anything. */
  #work(isRunning: boolean): void {
    if (isRunning || this.#what !== null || this.#env.length === 0) return;
    this.#line({ op: 'run_work' }, { ran: 1, clock: this.#nowMs });
  }

  #add(change: Entry): void {
    this.#env.push(change);
  }

  #line(cmd: object, reply: object): void {
    const env = this.#env;
    this.#env = [];
    this.lines.push([cmd, env.length === 0 ? reply : { ...reply, env }]);
  }

  #responded({ granted, refused, because }: Extract<Fact, { kind: 'responded' }>): void {
    const what = this.#what;
    assert(what !== null, 'a call responds that has not begun');
    this.#what = null;
    const failed = this.#env.some(({ ok }) => !ok);
    switch (what.fn) {
      case 'alloc': {
        const { sizePages: size, limit, aligned: align } = what;
        const err = failed ? { err: 'ENOMEM' } : { err: 'ENOSPC' };
        const hint = !failed && because?.includes('max32 forbids') === true ? { hint: true } : {};
        const reply = granted === null ? { ...err, ...hint } : { pfn: granted.lo, hi: granted.hi };
        return this.#line({ op: 'alloc', size, limit, align }, reply);
      }
      case 'free': {
        const own = this.#env[0] as { lo: number; hi: number } | undefined;
        const { lo, hi } = own ?? NOWHERE;
        const freed = own === undefined ? { freed: false } : { freed: true, lo, hi };
        return this.#line({ op: 'free', pfn: what.pfn }, freed);
      }
      case 'reserve': {
        const { lo, hi } = what;
        return this.#line({ op: 'reserve', lo, hi }, refused ? { err: 'ENOMEM' } : { lo, hi });
      }
      default:
        assert(false, 'a call that no recording has');
    }
  }
}
