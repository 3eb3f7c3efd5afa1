import type { Space } from '../../model/call.ts';
import type { Ledger } from '../../model/ledger.ts';
import { covers, type Pfn } from '../../model/range.ts';
import type { CallNames } from './call-names.ts';

/** Larger spaces are not drawn. */
const DRAWN_PAGES_MAX = 16;

/** Whether the space is small enough to be drawn. */
export function isDrawn(space: Space): boolean {
  return space.topPfn - space.startPfn < DRAWN_PAGES_MAX;
}

/**
 * The space in one line, a sign a page: the letter of the call that holds it, `*` freed but still
 * in the tree, `.` free; `|` is the 4 GiB line.
 *
 *     ..a*|.bb.
 */
export function drawSpace(ledger: Ledger, names: CallNames): string {
  const { space } = ledger;
  let drawn = '';
  for (let pfn = space.startPfn; pfn <= space.topPfn; pfn += 1) {
    if (pfn === space.dma32) drawn += '|';
    drawn += signOf(ledger, names, pfn);
  }
  return drawn;
}

function signOf(ledger: Ledger, names: CallNames, pfn: Pfn): string {
  const page = { lo: pfn, hi: pfn };
  for (const holding of [...ledger.owned, ...ledger.reserved]) {
    if (covers(holding.range, page)) return names.signOf(holding.call);
  }
  if (ledger.deferred.some((range) => covers(range, page))) return '*';
  const inTree = ledger.tree.some((range) => covers(range, page));
  if (!inTree) return '.';
  for (const call of ledger.open) {
    if (call.granted !== null && covers(call.granted, page)) return names.signOf(call.call);
    for (const holding of call.freeing) {
      if (covers(holding.range, page)) return names.signOf(holding.call);
    }
  }
  return '?';
}
