import type { SignaturesOfPolicy } from '../explore/backoff/policy-signatures.ts';
import { COLUMNS_MAX, wrapText } from './wrap-text.ts';

/** What each policy has that the first one has not, and the other way round. */
export function formatSignatureDifferences(
  design: string,
  [base, ...others]: readonly SignaturesOfPolicy[],
): string {
  if (base === undefined) return '';
  const lines = [
    `Signatures of ${design} under ${base.policy}: ${base.found.size}.`,
    'Under the others, + one more, - one that is gone:',
  ];
  for (const { policy, found } of others) {
    const differences = [
      ...missing(found, base.found).map((key) => `+ ${told(key, found)}`),
      ...missing(base.found, found).map((key) => `- ${told(key, base.found)}`),
    ];
    lines.push(`  ${policy}: ${differences.length === 0 ? 'the same' : ''}`.trimEnd());
    for (const line of differences) lines.push(...wrapText(line, COLUMNS_MAX, '    ', '        '));
  }
  return `${[...lines, '', ...HOW].join('\n')}\n`;
}

const HOW = [
  'Searched for each: every state of the default scopes in which the clock counts, and 8000 random',
  'runs, half of them on the clock, under both kinds of callers. Where a timer may fire at any',
  'moment it covers every delay: those scopes are not searched again for each policy (warnings,',
  'and the step that counts tries per range, are in the others, too). "random": seen in random',
  'runs only, which may have missed it elsewhere.',
];

function missing(
  some: ReadonlyMap<string, boolean>,
  from: ReadonlyMap<string, boolean>,
): readonly string[] {
  return [...some.keys()].filter((key) => !from.has(key)).toSorted();
}

function told(key: string, found: ReadonlyMap<string, boolean>): string {
  return found.get(key) === true ? key : `${key} (random)`;
}
