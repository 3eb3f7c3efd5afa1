import type { TakingRequest } from '../../model/call.ts';
import type { Pfn, Range } from '../../model/range.ts';
import { fastSizePages, sizeClassOf, SIZE_CLASSES } from '../../model/size-class.ts';
import { ANSWERED, obstacleOf, splitAtObjects } from './obstacle-of.ts';
import type { RecordedChange } from './recording-format.ts';
import type { FastLine } from './replay-fast.ts';
import type { Testimony } from './testimony.ts';

type Changes = readonly RecordedChange[];
type LineOf<Op extends FastLine['op']> = Extract<FastLine, { op: Op }>;

/** Tells what a line of calls by way of the caches shows. */
export function tellFast(testimony: Testimony, line: FastLine): void {
  switch (line.op) {
    case 'alloc_fast':
      tellAllocs(testimony, line, 'pfn' in line.reply ? [line.reply.pfn] : [], 1);
      return;
    case 'alloc_fast_n':
      tellAllocs(testimony, line, line.reply.pfns, line.cmd.n);
      return;
    case 'free_fast':
      tellFrees(testimony, line, [line.cmd.pfn]);
      return;
    case 'free_fast_n':
      tellFrees(testimony, line, line.cmd.pfns);
      return;
  }
}

/**
 * The allocations of one line. What fits and is cached is taken first: what is missed once is not
 * cached later in the line. Of what comes from the tree, each attempt first asks for an object, and
 * ends with a store if it is granted.
 */
function tellAllocs(
  testimony: Testimony,
  { cmd, reply }: LineOf<'alloc_fast' | 'alloc_fast_n'>,
  pfns: readonly Pfn[],
  count: number,
): void {
  const what: TakingRequest = {
    fn: 'allocFast',
    sizePages: cmd.size,
    limit: cmd.limit,
    flush: cmd.flush,
  };
  const rangeAt = (lo: Pfn): Range => ({ lo, hi: lo + fastSizePages(cmd.size) - 1 });
  const attempts = splitAtObjects(reply.env ?? []);
  const hits = pfns.length - attempts.filter(isStored).length;
  let granted = 0;
  const answerOf = (changes: Changes): typeof ANSWERED => {
    if (!isStored(changes)) {
      return { ...ANSWERED, refused: true, obstacle: obstacleOf(changes, 'hint or search failed') };
    }
    const answer = { ...ANSWERED, granted: rangeAt(pfns[granted] as Pfn) };
    granted += 1;
    return answer;
  };
  for (let made = 0; made < count; made += 1) {
    if (made < hits) {
      testimony.hit(what, rangeAt(pfns[granted] as Pfn));
      granted += 1;
      continue;
    }
    const first = attempts.shift() ?? [];
    if (isStored(first) || !cmd.flush) testimony.call(what, first, answerOf(first));
    else {
      const obstacle = obstacleOf(first.slice(0, 1), 'hint or search failed');
      const again = attempts.shift() ?? [];
      testimony.flush(what, first, obstacle, again, answerOf(again));
    }
  }
}

function isStored(changes: Changes): boolean {
  const last = changes.at(-1);
  return last?.k === 'store' && last.ok;
}

/**
 * The frees of one line. What is followed by an erase of its range went to the tree; so did what
 * no magazine has room for, if that was refused. All else was cached.
 */
function tellFrees(
  testimony: Testimony,
  { cmd, reply }: LineOf<'free_fast' | 'free_fast_n'>,
  pfns: readonly Pfn[],
): void {
  const order = sizeClassOf(cmd.size);
  let rest: Changes = reply.env ?? [];
  pfns.forEach((pfn, at) => {
    const what = { fn: 'freeFast', pfn, of: testimony.holderOf(pfn), sizePages: cmd.size } as const;
    const isLast = at === pfns.length - 1;
    const asked = rest[0]?.k === 'alloc' ? 1 : 0;
    const erase = rest[asked];
    const isRefused = asked === 1 && rest[0]?.k === 'alloc' && !rest[0].ok;
    const isErased = erase?.k === 'erase' && erase.lo <= pfn && pfn <= erase.hi;
    const isUncached = order >= SIZE_CLASSES || isRefused;
    if (isUncached && (isErased || order >= SIZE_CLASSES || isLast)) {
      const end = isLast ? rest.length : endOfFree(testimony, rest, asked);
      testimony.call(what, rest.slice(0, end));
      rest = rest.slice(end);
      return;
    }
    const mine = rest.slice(0, isRefused ? 0 : asked);
    testimony.cache(what, { lo: pfn, hi: pfn + 2 ** order - 1 }, mine);
    rest = rest.slice(mine.length);
  });
}

/** Where the changes of a free end: at the next request for a magazine, or erase of a new range. */
function endOfFree(testimony: Testimony, changes: Changes, asked: number): number {
  const isOwn = (change: RecordedChange | undefined): boolean =>
    change !== undefined &&
    change.k !== 'alloc' &&
    (change.k !== 'erase' || testimony.isAgain(change));
  let end = asked + 1;
  while (isOwn(changes[end])) end += 1;
  return end;
}
