import type { Call, Page } from '../../model/call.ts';
import { hasRole } from '../../model/role.ts';
import { hex } from '../text/hex.ts';
import { expressionInC } from './call-expression.ts';
import type { CallNames } from './call-names.ts';
import { getsRange } from './gets-range.ts';

/** A call as a C statement: "a = alloc_iova(iovad, 1, 0xfffff, true);". */
export function callInC(call: Call, number: number, names: CallNames): string {
  const expression = expressionInC(call, { pfn: hex, page: (page) => pageInC(page, names, call) });
  if (getsRange(call)) return `${names.nameOf(number) ?? '?'} = ${expression};`;
  return hasRole(call, 'looks') ? `found = ${expression};` : `${expression};`;
}

/** The fast path deals in page numbers, and the others in range objects. */
function pageInC(what: Page, names: CallNames, { fn }: Call): string {
  if ('pfn' in what) return hex(what.pfn);
  const offset = what.offsetPages === 0 ? '' : ` + ${what.offsetPages}`;
  const first = fn === 'freeFast' ? '' : '->pfn_lo';
  return `${names.nameOf(what.call) ?? '?'}${first}${offset}`;
}
