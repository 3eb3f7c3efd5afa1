import type { Call, Page } from '../../model/call.ts';
import { hex } from '../text/hex.ts';
import type { CallNames } from './call-names.ts';

/** A call as a C statement: "a = alloc_iova(iovad, 1, 0xfffff, true);". */
export function callInC(call: Call, number: number, names: CallNames): string {
  const name = names.nameOf(number) ?? '?';
  switch (call.fn) {
    case 'alloc': {
      const { sizePages, limit, aligned } = call;
      return `${name} = alloc_iova(iovad, ${sizePages}, ${hex(limit)}, ${aligned});`;
    }
    case 'free':
      return `free_iova(iovad, ${pageInC(call.what, names)});`;
    case 'freeObject':
      return `__free_iova(iovad, find_iova(iovad, ${pageInC(call.what, names)}));`;
    case 'find':
      return `found = find_iova(iovad, ${pageInC(call.what, names)});`;
    case 'reserve':
      return `${name} = reserve_iova(iovad, ${hex(call.lo)}, ${hex(call.hi)});`;
    case 'put':
      return 'put_iova_domain(iovad);';
  }
}

function pageInC(what: Page, names: CallNames): string {
  if ('pfn' in what) return hex(what.pfn);
  const offset = what.offsetPages === 0 ? '' : ` + ${what.offsetPages}`;
  return `${names.nameOf(what.call) ?? '?'}->pfn_lo${offset}`;
}
