import type { Call, Page, Space } from '../../model/call.ts';
import { expressionInWords } from './call-expression.ts';
import type { CallNames } from './call-names.ts';
import { getsRange } from './gets-range.ts';
import { pageName } from './page-name.ts';

/** A call as a timeline shows it: "a = alloc_iova(2 pages up to -1)", the limit inclusive. */
export function callText(call: Call, number: number, names: CallNames, space: Space): string {
  const text = expressionInWords(call, {
    pfn: (pfn) => pageName(pfn, space),
    page: (page) => pageText(page, names, space),
  });
  return getsRange(call) ? `${names.nameOf(number) ?? '?'} = ${text}` : text;
}

function pageText(what: Page, names: CallNames, space: Space): string {
  if ('pfn' in what) return `pfn ${pageName(what.pfn, space)}`;
  const name = names.nameOf(what.call) ?? `call ${what.call}`;
  return what.offsetPages === 0 ? name : `page ${what.offsetPages} of ${name}`;
}
