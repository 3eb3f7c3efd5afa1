import type { Requests, Scope } from '../../explore/run/scope.ts';

const REQUESTS: Readonly<Record<Requests, string>> = {
  aligned: 'requests of one or two aligned pages',
  unaligned: 'requests of one or two pages, not aligned',
  refill: 'one request that is made again and again',
  cached: 'requests by way of the caches',
  wide: 'requests of a quarter of the space, not aligned, beside small ones',
};

const MEMORY: Readonly<Record<Scope['memory'], string>> = {
  adversarial: 'any request of the tree for memory may be refused',
  'tree-6.1': 'memory asked for as the maple tree of Linux 6.1 does',
  'tree-6.12': 'memory asked for as the maple tree of Linux 6.12 does',
};

/** The scope in words, for somebody who knows none of its names. */
export function scopeInWords(scope: Scope): string {
  const { cpus, irqs, calls, pages, fillers, magazine, classes, stock } = scope;
  const parts = [
    `${counted(cpus, 'CPU')}${irqs === 0 ? '' : `, ${counted(irqs, 'interrupt')}`}`,
    `at most ${counted(calls, 'call')}`,
    `a space of ${counted(pages, 'page')} across the 4 GiB line`,
    ...(fillers === 0 ? [] : [`${counted(fillers, 'page')} reserved before`]),
    REQUESTS[scope.requests],
    ...(magazine === 0
      ? ['no caches']
      : [
          `magazines of ${counted(magazine, 'range')}, ${classes} size ` +
            `${classes === 1 ? 'class' : 'classes'}, ${counted(stock, 'range')} cached before`,
        ]),
    `at most ${counted(scope.refusals, 'refused request')} for memory (${MEMORY[scope.memory]})`,
    `${scope.callers} callers`,
    ...(scope.hotplug ? ['CPUs that go offline and come back'] : []),
    ...(scope.reserve ? ['reservations'] : []),
    ...(scope.teardown ? ['the teardown of the domain'] : []),
    scope.timers === 'any' ? 'timers that may expire at any moment' : 'timers that expire on time',
  ];
  return parts.join(', ');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
