import { dumpCaches, KERNEL_CACHES, leftOfCaches } from './recorded-caches.ts';
import { type FastLine, replayFast } from './replay-fast.ts';
import { isDeepStrictEqual } from 'node:util';
import { assert, unreachable } from '../../model/assert.ts';
import type { Pfn, Range } from '../../model/range.ts';
import { type Design, type Domain, type Dump, is32Bit } from '../../impl/designs/design.ts';
import type { RecordedRun } from './read-recording.ts';
import { type Difference, RecordedOracle } from './recorded-oracle.ts';
import { recordedRequest } from './recorded-request.ts';
import type { RecordedLine } from './recording-format.ts';
import { SoleCaller } from './sole-caller.ts';

/** How a design compares with a recording, up to the first line where they differ. */
export type Replay =
  | { readonly kind: 'reproduced'; readonly lines: number }
  | ({ readonly kind: 'mismatch'; readonly file: string; readonly line: number } & Difference);

type Reply = Readonly<Record<string, unknown>>;
type LineOf<Op extends RecordedLine['op']> = Extract<RecordedLine, { op: Op }>;

type CallLine =
  FastLine | LineOf<'put' | 'alloc' | 'alloc_n' | 'free' | 'find' | 'reserve' | 'dump'>;

const OK: Reply = { ok: true };
const NO_END: Reply = { err: 'the call does not end' };

/**
 * How much of the state of a design can be read. `tree`: what the tree holds, and no hint and no
 * other field; so it is with the C of a kernel.
 */
export type Readable = 'everything' | 'tree';

/**
 * Gives the commands of a recording to the design. It compares, line by line, each change that the
 * design makes to its tree, each object that it asks for, and its replies, as far as its state can
 * be read.
 */
export function replayRecording(
  design: Design,
  recording: RecordedRun,
  readable: Readable = 'everything',
): Replay {
  const replayer = new Replayer(design, readable);
  for (const line of recording.lines) {
    const difference = replayer.replay(line);
    if (difference !== null) {
      return { kind: 'mismatch', file: recording.file, line: line.line, ...difference };
    }
  }
  return { kind: 'reproduced', lines: recording.lines.length };
}

class Replayer {
  readonly #design: Design;
  readonly #readable: Readable;
  readonly #oracle = new RecordedOracle();
  #caller: SoleCaller | null = null;
  /** Time and the online CPUs outlive a domain. */
  #nowJiffies = 0;
  #cpus = 0;
  #online = 0;

  constructor(design: Design, readable: Readable) {
    this.#design = design;
    this.#readable = readable;
  }

  replay(line: RecordedLine): Difference | null {
    const { env, ...recorded } = line.reply;
    this.#oracle.begin(env);
    const before = this.#caller;
    const found = this.#reply(line);
    this.#oracle.end();
    const misuse = (before ?? this.#caller)?.misuse ?? null;
    if (misuse !== null) return { what: 'the call', expected: 'no misuse', found: misuse };
    const expected = this.#readable === 'tree' ? ifReadable(line.op, recorded, found) : recorded;
    return this.#oracle.difference ?? compareReplies(expected, found);
  }

  #reply(line: RecordedLine): Reply {
    switch (line.op) {
      case 'cpus':
        this.#cpus = line.cmd.n;
        this.#online = 2 ** line.cmd.n - 1;
        return OK;
      case 'init':
        return this.#init(line.cmd);
      case 'advance':
        return this.#advance(line.cmd.ms);
      case 'run_work':
        return this.#runWork(line.cmd.all === true);
      case 'cpu_offline':
      case 'cpu_online':
        return this.#setOnline(line.cmd.n, line.op === 'cpu_online');
      case 'fail_next':
      case 'fail_always':
      case 'fail_clear':
        // These need no action: `env` of later lines says what was refused.
        return OK;
      default:
        assert(this.#caller !== null, 'a recording was read without its checks');
        return this.#call(this.#caller, line);
    }
  }

  #call(caller: SoleCaller, line: CallLine): Reply {
    switch (line.op) {
      case 'alloc':
        return this.#alloc(caller, line.cmd);
      case 'alloc_n':
        return this.#allocMany(caller, line.cmd);
      case 'alloc_fast':
      case 'alloc_fast_n':
      case 'free_fast':
      case 'free_fast_n':
        return this.#fast(caller, line);
      case 'free':
        return this.#free(caller, line.cmd.pfn);
      case 'find':
        return find(caller, line.cmd.pfn);
      case 'reserve':
        return reserve(caller, line.cmd.lo, line.cmd.hi);
      case 'dump':
        return this.#dump(caller.domain);
      case 'put':
        return this.#put(caller);
      default:
        return unreachable(line);
    }
  }

  #init({ granule, start_pfn: startPfn, rcache }: LineOf<'init'>['cmd']): Reply {
    const caches = rcache ? { ...KERNEL_CACHES, cpus: this.#cpus, onlineMask: this.#online } : null;
    const setup = { granule, startPfn, nowJiffies: this.#nowJiffies, caches };
    const script = this.#oracle.answer.bind(this.#oracle);
    const caller = new SoleCaller(this.#design, setup, { script });
    caller.onFact = (fact) => this.#oracle.told(fact);
    if (rcache && !caller.setUpCaches()) return { err: 'ENOMEM' };
    this.#caller = caller;
    return { ok: true, dma32: caller.domain.space.dma32 };
  }

  #fast(caller: SoleCaller, line: FastLine): Reply {
    const reply = replayFast(caller, line, this.#oracle.refused);
    return reply ?? NO_END;
  }

  #advance(byMs: number): Reply {
    const thenJiffies = this.#nowJiffies + byMs;
    const ran = this.#caller === null ? 0 : this.#caller.advanceTo(thenJiffies);
    this.#nowJiffies = thenJiffies;
    return ran === null ? NO_END : { ran, clock: thenJiffies };
  }

  #runWork(all: boolean): Reply {
    const caller = this.#caller;
    if (caller === null) return { ran: 0, clock: this.#nowJiffies };
    const most = all ? Infinity : 1;
    let ran = 0;
    while (ran < most) {
      const once = caller.runWork();
      if (once === null) return NO_END;
      if (once === 0) break;
      ran += 1;
    }
    this.#nowJiffies = caller.kernel.clock.nowJiffies;
    return { ran, clock: this.#nowJiffies };
  }

  #setOnline(cpu: number, online: boolean): Reply {
    const bit = 2 ** cpu;
    this.#online = online ? this.#online | bit : this.#online & ~bit;
    const caller = this.#caller;
    if (caller !== null && caller.domain.caches !== null) {
      const ended = caller.call({ fn: online ? 'online' : 'offline', cpu });
      if (ended === null) return NO_END;
    }
    return { online: this.#online };
  }

  #alloc(caller: SoleCaller, cmd: LineOf<'alloc'>['cmd']): Reply {
    const request = recordedRequest(cmd);
    const { domain } = caller;
    const hint =
      this.#readable === 'everything' &&
      is32Bit(domain, cmd.limit) &&
      cmd.size >= domain.max32.get();
    const outcome = caller.call(request);
    if (outcome === null) return NO_END;
    if (outcome.kind === 'granted') return { pfn: outcome.lo, hi: outcome.hi };
    if (this.#oracle.refused) return { err: 'ENOMEM' };
    return hint ? { err: 'ENOSPC', hint: true } : { err: 'ENOSPC' };
  }

  #allocMany(caller: SoleCaller, cmd: LineOf<'alloc_n'>['cmd']): Reply {
    const request = recordedRequest(cmd);
    const pfns: Pfn[] = [];
    for (let done = 0; done < cmd.n; done += 1) {
      const outcome = caller.call(request);
      if (outcome === null) return NO_END;
      if (outcome.kind === 'granted') pfns.push(outcome.lo);
    }
    return { pfns, failed: cmd.n - pfns.length };
  }

  #free(caller: SoleCaller, pfn: Pfn): Reply {
    const held = this.#readable === 'tree' ? rangeAt(this.#design.dump(caller.domain), pfn) : null;
    const outcome = caller.call({ fn: 'free', pfn, of: null });
    if (outcome === null) return NO_END;
    const range = outcome.kind === 'done' ? (outcome.range ?? held) : null;
    if (range === null) return { freed: false };
    const { lo, hi } = range;
    return this.#oracle.refused ? { freed: true, lo, hi, enomem: true } : { freed: true, lo, hi };
  }

  #dump(domain: Domain): Reply {
    const { max32, space } = domain;
    return {
      ...this.#design.dump(domain),
      ...(this.#readable === 'everything' ? { max32: max32.get() } : {}),
      dma32: space.dma32,
      clock: this.#nowJiffies,
      online: this.#online,
      ...(domain.caches === null ? {} : { rcache: dumpCaches(domain.caches) }),
    };
  }

  #put(caller: SoleCaller): Reply {
    const ended = caller.call({ fn: 'put' });
    this.#caller = null;
    if (ended === null) return NO_END;
    const { objects, caches } = caller.domain;
    const left = { iova: objects.live, node: 0, ...leftOfCaches(caches) };
    return { ok: true, objects: left };
  }
}

/** The range of the tree that holds the page; null: there is none. */
function rangeAt({ ranges }: Dump, pfn: Pfn): Range | null {
  const found = ranges.find(([lo, hi]) => lo <= pfn && pfn <= hi);
  return found === undefined ? null : { lo: found[0], hi: found[1] };
}

function find(caller: SoleCaller, pfn: Pfn): Reply {
  const outcome = caller.call({ fn: 'find', pfn, of: null });
  if (outcome === null) return NO_END;
  if (outcome.kind !== 'done' || outcome.range === null) return { err: 'ENOENT' };
  return { lo: outcome.range.lo, hi: outcome.range.hi };
}

function reserve(caller: SoleCaller, lo: Pfn, hi: Pfn): Reply {
  const outcome = caller.call({ fn: 'reserve', lo, hi });
  if (outcome === null) return NO_END;
  if (outcome.kind === 'done' && outcome.range !== null) return { ...outcome.range };
  const lastPfn = 2 ** 64 / caller.domain.granule - 1;
  return { err: Math.max(lo, hi) > lastPfn ? 'EINVAL' : 'ENOMEM' };
}

/** The recorded reply without the fields of a dump that are not there, and without the hint. */
function ifReadable(op: RecordedLine['op'], recorded: Reply, found: Reply): Reply {
  const isHidden = (name: string): boolean =>
    op === 'dump' ? !(name in found) : op === 'alloc' && name === 'hint';
  return Object.fromEntries(Object.entries(recorded).filter(([name]) => !isHidden(name)));
}

/** The first field, in the recording's order, that differs. */
function compareReplies(expected: Reply, found: Reply): Difference | null {
  for (const field of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    if (!isDeepStrictEqual(expected[field], found[field])) {
      const [wants, has] = [expected[field], found[field]].map((value) =>
        value === undefined ? 'absent' : JSON.stringify(value),
      );
      return { what: `reply.${field}`, expected: wants ?? '', found: has ?? '' };
    }
  }
  return null;
}
