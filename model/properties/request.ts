import type { AllocRequest, Space } from '../call.ts';
import { alignmentPages } from '../gap-contract.ts';
import type { Property } from '../property.ts';
import { formatRange, type Range, sizePages } from '../range.ts';

export const req1: Property<null> = {
  id: 'REQ-1',
  sentence: 'A granted range has the size, the alignment and the limit that were asked for.',
  witness: 'a range was granted',
  source: 'alloc_iova(): a device that cannot address the range, or finds it short, goes astray',
  reads: ['invoked', 'responded'],
  hears: ['responded'],
  alone: true,
  timed: false,
  appliesTo: () => true,
  initial: null,
  next(state, fact, ledger, ruling) {
    const request = ledger.closed?.request;
    if (fact.kind !== 'responded' || fact.granted === null || request === undefined) return state;
    ruling.witness();
    const wrong = whatIsWrong(fact.granted, request, ledger.space);
    if (wrong !== null) {
      const [cause, why] = wrong;
      ruling.broken(`call ${fact.call} was granted ${why}`, `${ruling.actor()} granted ${cause}`);
    }
    return state;
  },
};

/** What is wrong with the granted range: as signatures name it, and in full; null: nothing. */
function whatIsWrong(
  granted: Range,
  request: AllocRequest,
  space: Space,
): readonly [cause: string, why: string] | null {
  const what = formatRange(granted);
  const { sizePages: asked, limit } = request;
  const align = alignmentPages(request);
  if (sizePages(granted) !== asked) {
    return ['another size', `${what}: it asked for ${asked} page(s)`];
  }
  if (granted.lo % align !== 0) {
    return ['another alignment', `${what}: it asked for a multiple of ${align}`];
  }
  if (granted.hi > limit) return ['pages above its limit', `${what}, above its limit ${limit}`];
  if (granted.lo < space.startPfn) {
    return ['pages below the first', `${what}, below the first pfn ${space.startPfn}`];
  }
  return null;
}
