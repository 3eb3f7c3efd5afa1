import type { Call, Page, Space } from '../../model/call.ts';
import type { CallNames } from './call-names.ts';
import { pageName } from './page-name.ts';

/** A call as a timeline shows it: "a = alloc_iova(2 pages up to -1)", the limit inclusive. */
export function callText(call: Call, number: number, names: CallNames, space: Space): string {
  const name = names.nameOf(number) ?? '?';
  switch (call.fn) {
    case 'alloc': {
      const size = `${call.sizePages} page${call.sizePages === 1 ? '' : 's'}`;
      const unaligned = call.aligned ? '' : ', unaligned';
      return `${name} = alloc_iova(${size} up to ${pageName(call.limit, space)}${unaligned})`;
    }
    case 'free':
      return `free_iova(${pageText(call.what, names, space)})`;
    case 'freeObject':
      return `__free_iova(find_iova(${pageText(call.what, names, space)}))`;
    case 'find':
      return `find_iova(${pageText(call.what, names, space)})`;
    case 'reserve':
      return `${name} = reserve_iova(${pageName(call.lo, space)}, ${pageName(call.hi, space)})`;
    case 'put':
      return 'put_iova_domain()';
  }
}

function pageText(what: Page, names: CallNames, space: Space): string {
  if ('pfn' in what) return `pfn ${pageName(what.pfn, space)}`;
  const name = names.nameOf(what.call) ?? `call ${what.call}`;
  return what.offsetPages === 0 ? name : `page ${what.offsetPages} of ${name}`;
}
