import type { Call, Page } from '../../model/call.ts';
import type { Pfn } from '../../model/range.ts';
import { argumentsOf, type PassedArgument } from '../../port/call-arguments.ts';
import { descriptionOf } from '../../port/call-table.ts';

/** How a text writes pages. */
export interface PageWriter {
  pfn(pfn: Pfn): string;
  page(page: Page): string;
}

/** "alloc_iova(2 pages up to -1, unaligned)" */
export function expressionInWords(call: Call, write: PageWriter): string {
  const { cName, lookup } = descriptionOf(call);
  let list = '';
  for (const argument of argumentsOf(call)) {
    const words = inWords(argument, write);
    if (words === null) continue;
    const joint = list === '' ? '' : argument.kind === 'limit' ? ' ' : ', ';
    list += `${joint}${words}`;
  }
  return lookup === null ? `${cName}(${list})` : `${cName}(${lookup}(${list}))`;
}

/** Null: it goes without saying. */
function inWords(argument: PassedArgument, write: PageWriter): string | null {
  switch (argument.kind) {
    case 'pages':
      return `${argument.value} page${argument.value === 1 ? '' : 's'}`;
    case 'limit':
      return `up to ${write.pfn(argument.value)}`;
    case 'pfn':
      return write.pfn(argument.value);
    case 'flag':
      return argument.value ? null : argument.unless;
    case 'page':
      return write.page(argument.value);
    case 'cpu':
      return `CPU ${argument.value}`;
  }
}

/** "alloc_iova(iovad, 2, 0xfffff, false)" */
export function expressionInC(call: Call, write: PageWriter): string {
  const { cName, lookup, by } = descriptionOf(call);
  const list = [
    ...(by === 'hotplug' ? [] : ['iovad']),
    ...argumentsOf(call).map((argument) => inC(argument, write)),
  ].join(', ');
  return lookup === null ? `${cName}(${list})` : `${cName}(iovad, ${lookup}(${list}))`;
}

function inC(argument: PassedArgument, write: PageWriter): string {
  switch (argument.kind) {
    case 'pages':
    case 'flag':
    case 'cpu':
      return String(argument.value);
    case 'limit':
    case 'pfn':
      return write.pfn(argument.value);
    case 'page':
      return write.page(argument.value);
  }
}
