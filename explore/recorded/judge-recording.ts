import { assert, unreachable } from '../../model/assert.ts';
import { type Breach, Judges } from '../../model/judges.ts';
import type { Pressure } from '../../model/fact.ts';
import type { Property, Traits } from '../../model/property.ts';
import { MAX_PFN, type Pfn, type Range } from '../../model/range.ts';
import type { RecordedRun } from './read-recording.ts';
import { ANSWERED, obstacleOf, splitAtObjects } from './obstacle-of.ts';
import { RecordedHint } from './recorded-hint.ts';
import { tellFast } from './tell-fast.ts';
import { recordedRequest } from './recorded-request.ts';
import type { RecordedDump, RecordedLine } from './recording-format.ts';
import { Testimony } from './testimony.ts';

/** A line of a recording on which a real allocator broke a property. */
export interface Conviction {
  readonly line: number;
  readonly property: string;
  readonly why: string;
  /** The name of the breach: the property and the cause. */
  readonly signature: string;
  /**
   * The line of the first careless call before the breach in the life of its domain; null: callers
   * were well-behaved until then, so the breach is a defect.
   */
  readonly carelessSince: number | null;
}

/** The verdict of the judges on a recording. */
export interface Judgement {
  /** One for each line and signature, in the order of lines. */
  readonly convictions: readonly Conviction[];
  /** By id of each judged property: the number of times that its witness occurred. */
  readonly witnesses: ReadonlyMap<string, number>;
}

type LineOf<Op extends RecordedLine['op']> = Extract<RecordedLine, { op: Op }>;

/**
 * Tells the judges what a real allocator did, with no design in between. Properties that read the
 * log are left out: a recording does not contain the log, and would look as if there had been no
 * messages.
 */
export function judgeRecording(
  traits: Traits,
  properties: readonly Property[],
  recording: RecordedRun,
): Judgement {
  const tellable = properties.filter((property) => !property.reads.includes('logged'));
  const hearing = new Hearing(traits, tellable);
  for (const line of recording.lines) hearing.hear(line);
  return hearing.judgement();
}

class Hearing {
  readonly #traits: Traits;
  readonly #properties: readonly Property[];
  readonly #convictions: Conviction[] = [];
  readonly #witnesses = new Map<string, number>();
  #judges: Judges | null = null;
  #testimony: Testimony | null = null;
  readonly #hint = new RecordedHint();
  /** Time and armed failures outlive a domain. */
  #nowMs = 0;
  readonly #failing = new Set<string>();

  constructor(traits: Traits, properties: readonly Property[]) {
    this.#traits = traits;
    this.#properties = properties;
  }

  hear(line: RecordedLine): void {
    this.#testimony?.begin(line.line);
    switch (line.op) {
      case 'init':
        this.#begin(line);
        return;
      case 'fail_always':
        if (line.cmd.on) this.#failing.add(line.cmd.kind);
        else this.#failing.delete(line.cmd.kind);
        this.#testimony?.setPressure(this.#pressure());
        return;
      case 'fail_clear':
        this.#failing.clear();
        this.#testimony?.setPressure('none');
        return;
      case 'advance':
      case 'run_work':
        this.#nowMs = line.reply.clock;
        if (this.#testimony !== null) tellTime(this.#testimony, this.#traits, line);
        return;
      // A single refusal becomes a fact when it happens.
      case 'fail_next':
      case 'cpus':
        return;
      case 'cpu_offline':
      case 'cpu_online':
        this.#tellSwitch(line);
        return;
      case 'alloc_fast':
      case 'alloc_fast_n':
      case 'free_fast':
      case 'free_fast_n':
        if (this.#testimony !== null) tellFast(this.#testimony, line);
        return;
      default:
        assert(this.#testimony !== null, 'a recording was read without its checks');
        tellCall(this.#testimony, this.#traits, line);
        if (line.op === 'put') this.#end();
    }
  }

  judgement(): Judgement {
    return { convictions: this.#convictions, witnesses: this.#witnesses };
  }

  /** Without a domain, nobody minds. */
  #tellSwitch({ op, cmd, reply }: LineOf<'cpu_offline' | 'cpu_online'>): void {
    const fn = op === 'cpu_online' ? 'online' : 'offline';
    this.#testimony?.switchCpu({ fn, cpu: cmd.n }, reply.env);
  }

  #begin({ line, cmd, reply }: LineOf<'init'>): void {
    // A set-up that failed leaves no domain.
    if ('err' in reply) return;
    const space = { startPfn: cmd.start_pfn, dma32: reply.dma32, topPfn: MAX_PFN };
    let testimony: Testimony | null = null;
    const convict = (breach: Breach): void => this.#convict(breach, testimony);
    const actor = (): string => testimony?.actor ?? 'init_iova_domain()';
    this.#judges = new Judges(this.#properties, this.#traits, space, actor, convict);
    testimony = new Testimony(this.#judges, this.#traits, this.#hint, this.#nowMs);
    this.#testimony = testimony;
    testimony.begin(line);
    testimony.setPressure(this.#pressure());
  }

  #end(): void {
    this.#judges?.properties.forEach(({ id }, at) => {
      const before = this.#witnesses.get(id) ?? 0;
      this.#witnesses.set(id, before + (this.#judges?.witnesses[at] ?? 0));
    });
    this.#judges = this.#testimony = null;
  }

  #convict({ property, why, signature }: Breach, testimony: Testimony | null): void {
    assert(testimony !== null, 'a breach before any fact');
    const { line, careless: carelessSince } = testimony;
    const isKnown = this.#convictions.some(
      (one) => one.line === line && one.signature === signature,
    );
    if (isKnown) return;
    // The judges number calls, but readers of a recording look for lines.
    const byLine = why.replace(/\bcall (\d+)\b/g, (_, call: string) => {
      return `the call of line ${testimony.lineOf(Number(call))}`;
    });
    this.#convictions.push({ line, property, why: byLine, signature, carelessSince });
  }

  #pressure(): Pressure {
    if (this.#failing.has('iova')) return 'all';
    return this.#failing.has('node') ? 'nodes' : 'none';
  }
}

function tellTime(
  testimony: Testimony,
  traits: Traits,
  { op, reply }: LineOf<'advance' | 'run_work'>,
): void {
  testimony.timePassed(reply.clock, reply.ran, op === 'run_work', reply.env);
  // The work was asked to run but was not pending.
  if (op === 'run_work' && reply.ran === 0 && traits.retriesByWork) testimony.workIs(null);
}

function tellCall(
  testimony: Testimony,
  traits: Traits,
  line: LineOf<'put' | 'alloc' | 'alloc_n' | 'free' | 'find' | 'reserve' | 'dump'>,
): void {
  switch (line.op) {
    case 'alloc':
      return tellAlloc(testimony, line);
    case 'alloc_n':
      return tellAllocs(testimony, line);
    case 'free': {
      const { pfn } = line.cmd;
      return testimony.call({ fn: 'free', pfn, of: testimony.holderOf(pfn) }, line.reply.env);
    }
    case 'find':
      return testimony.call({ fn: 'find', pfn: line.cmd.pfn, of: null }, line.reply.env);
    case 'reserve': {
      const { lo, hi } = line.cmd;
      const answer = { ...ANSWERED, refused: 'err' in line.reply };
      return testimony.call({ fn: 'reserve', lo, hi }, line.reply.env, answer);
    }
    case 'dump':
      return tellDump(testimony, traits, line.reply);
    case 'put':
      testimony.call({ fn: 'put' }, line.reply.env);
      return testimony.remains(Object.values(line.reply.objects).reduce((sum, n) => sum + n, 0));
    default:
      return unreachable(line);
  }
}

function tellAlloc(testimony: Testimony, { cmd, reply }: LineOf<'alloc'>): void {
  const what = recordedRequest(cmd);
  if ('pfn' in reply) {
    const granted = { lo: reply.pfn, hi: reply.hi };
    testimony.call(what, reply.env, { ...ANSWERED, granted });
  } else {
    // Of requests that were refused memory it is not said whether the hint refused them.
    const failed = reply.err === 'ENOMEM' ? 'hint or search failed' : 'search failed';
    const obstacle = obstacleOf(reply.env ?? [], reply.hint === true ? 'hint' : failed);
    testimony.call(what, reply.env, { ...ANSWERED, refused: true, obstacle });
  }
}

/**
 * The allocations of one line. Each first asks for an object, and ends with a store if it is
 * granted.
 */
function tellAllocs(testimony: Testimony, { cmd, reply }: LineOf<'alloc_n'>): void {
  const what = recordedRequest(cmd);
  let granted = 0;
  for (const changes of splitAtObjects(reply.env ?? [])) {
    const last = changes.at(-1);
    if (last?.k === 'store' && last.ok) {
      const lo: Pfn = reply.pfns[granted] ?? last.lo;
      granted += 1;
      const range = { lo, hi: lo + cmd.size - 1 };
      testimony.call(what, changes, { ...ANSWERED, granted: range });
    } else {
      const obstacle = obstacleOf(changes, 'hint or search failed');
      testimony.call(what, changes, { ...ANSWERED, refused: true, obstacle });
    }
  }
}

function tellDump(testimony: Testimony, traits: Traits, dump: RecordedDump): void {
  const rangeOf = ([lo, hi]: readonly [Pfn, Pfn]): Range => ({ lo, hi });
  if (traits.retriesByWork && dump.work_due !== undefined) testimony.workIs(dump.work_due);
  testimony.hintIs(dump.max32);
  // If deferred ranges are looked for in a window, a dump lists them separately.
  const apart = traits.window ? (dump.deferred ?? []) : [];
  const held = [...dump.ranges, ...apart].map(rangeOf).sort((a, b) => a.lo - b.lo);
  testimony.survey(held, dump.deferred_span === undefined ? null : rangeOf(dump.deferred_span));
}
