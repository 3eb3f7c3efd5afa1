import type { Space } from '../../model/call.ts';
import type { Pressure } from '../../model/fact.ts';
import { GRANULE, type Scope } from '../../explore/run/scope.ts';
import type { CallResult, Remarks, SequenceEntry, Stop } from '../story/call-sequence.ts';
import { longestRepeat } from '../story/repeats.ts';
import { hex } from '../text/hex.ts';
import { columns, wrapText } from '../text/wrap-text.ts';
import { callInC } from './call-in-c.ts';
import type { CallNames } from './call-names.ts';

/** Leaves room for the indentation that reports give these lines. */
function room(): number {
  return columns() - 2;
}

/** Where the comments begin, if the statement leaves room. */
const COMMENT_COLUMN = 50;
/** Repetitions that save fewer lines are written out. */
const REPEATED_LINES_MIN = 4;

/**
 * The calls of a run as C to try on a real kernel: a statement for each call, in the order of their
 * begin, and in comments who makes it, what it returned, where memory must fail, where the work
 * must run and where contexts take turns. Lines of at most 98 columns; what repeats is counted.
 */
export function callsInC(
  sequence: readonly SequenceEntry[],
  names: CallNames,
  space: Space,
  caches: Caches,
): readonly string[] {
  const init = `init_iova_domain(iovad, ${GRANULE}, ${hex(space.startPfn)});`;
  return folded([
    ...(caches.magazine === 0
      ? statement(init, 'no rcache: every call takes the tree path')
      : [init, ...cachedInit(caches)]),
    ...sequence.flatMap((entry) => entryLines(entry, names)),
  ]);
}

type Caches = Pick<Scope, 'magazine' | 'stock'>;

function cachedInit({ magazine, stock }: Caches): readonly string[] {
  const size = `magazines of ${magazine} instead of 127`;
  const filled = stock === 0 ? '' : `; cpu0 has allocated ${stock} pages, and freed them again`;
  return statement('iova_domain_init_rcaches(iovad);', `${size}${filled}`);
}

const PRESSURE: Readonly<Record<Pressure, string>> = {
  none: 'from here on memory is back',
  nodes: 'from here on every request for maple nodes fails',
  all: 'from here on every GFP_ATOMIC request fails',
};

function entryLines(entry: SequenceEntry, names: CallNames): readonly string[] {
  switch (entry.kind) {
    case 'pressure turned':
      return comment(PRESSURE[entry.level]);
    case 'time passed':
      return comment(`${entry.jiffies} ms later${remarksText(entry.remarks)}`);
    case 'work': {
      const runs = entry.goesOn ? 'the work goes on' : 'the work runs';
      const until = entry.stop === null ? '' : ` up to "${entry.stop.label}"`;
      return comment(`${runs}${until}${remarksText(entry.remarks)}`);
    }
    case 'call': {
      const { lane, call, number, result, stop, remarks } = entry;
      const says = `${lane}${resultText(result)}${stopText(stop)}${remarksText(remarks)}`;
      return statement(callInC(call, number, names), says);
    }
    case 'call goes on': {
      const { lane, result, stop, remarks } = entry;
      const says = `${stopText(stop)}${resultText(result)}${remarksText(remarks)}`;
      return comment(`${lane} goes on${says}`);
    }
  }
}

function statement(code: string, says: string): readonly string[] {
  const whole = `${`${code} `.padEnd(COMMENT_COLUMN)}/* ${says} */`;
  return whole.length <= room() ? [whole] : [...comment(says), code];
}

function comment(says: string): readonly string[] {
  return wrapText(`/* ${says} */`, room(), '', '   ');
}

/** ": NULL", ": [0xfffff, 0xfffff]" */
function resultText(result: CallResult | null): string {
  switch (result?.kind) {
    case 'granted':
      return `: [${hex(result.range.lo)}, ${hex(result.range.hi)}]`;
    case 'refused':
      return ': NULL';
    default:
      return '';
  }
}

function stopText(stop: Stop | null): string {
  if (stop === null) return '';
  return `, stops ${stop.label === null ? 'before its first step' : `after "${stop.label}"`}`;
}

/** "; memory must fail at "free_iova: remove_iova"; here AVL-1 breaks" */
function remarksText({ refusedAt, breaks }: Remarks): string {
  const fails = refusedAt.length === 0 ? '' : `; memory must fail at "${refusedAt.join('", "')}"`;
  const verb = breaks.length === 1 ? 'breaks' : 'break';
  return `${fails}${breaks.length === 0 ? '' : `; here ${breaks.join(', ')} ${verb}`}`;
}

function folded(lines: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (let at = 0; at < lines.length;) {
    const { period, rounds } = longestRepeat(lines, at, REPEATED_LINES_MIN);
    kept.push(...lines.slice(at, at + period));
    if (rounds > 1) kept.push(`/* ... and that ${rounds - 1} times more */`);
    at += period * rounds;
  }
  return kept;
}
