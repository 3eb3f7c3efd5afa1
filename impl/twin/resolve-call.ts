import { type Call, type Page, type Request, withPage } from '../../model/call.ts';
import type { Pfn } from '../../model/range.ts';
import { callObject } from '../../port/accesses.ts';
import { originOf } from '../../port/call-origin.ts';
import type { Machine } from './machine.ts';

/** The call with its page as a number; null: it names a page that was never granted. */
export function resolveCall(machine: Machine, call: Call): Request | null {
  if (!('what' in call)) return call;
  const pfn = pfnOf(machine, call.what);
  return pfn === null ? null : withPage(call, pfn, originOf(call));
}

function pfnOf({ kernel, calls }: Machine, page: Page): Pfn | null {
  if ('pfn' in page) return page.pfn;
  kernel.accesses?.look(callObject(page.call));
  const range = calls.grantOf(page.call);
  if (range === null || range.lo + page.offsetPages > range.hi) return null;
  return range.lo + page.offsetPages;
}
