import type { Run } from '../../explore/run/run.ts';
import { formatScope, spaceOf } from '../../explore/run/scope.ts';
import type { Space } from '../../model/call.ts';
import type { PageUse } from '../story/page-span.ts';
import type { StoryLine } from '../story/story-line.ts';
import { hex } from '../text/hex.ts';
import { labelledText } from '../text/labelled-text.ts';
import { isDrawn } from './space-picture.ts';

/** What the signs of a timeline mean, as far as they occur in it. */
export function formatLegend(run: Run, lines: readonly StoryLine[]): readonly string[] {
  const space = spaceOf(run.scope);
  const { dma32 } = space;
  const origin = `-1 is pfn ${hex(dma32 - 1)}, +0 is ${hex(dma32)}`;
  const pages = `counted from the 4 GiB line: ${origin}${signs(space, lines)}`;
  return [
    ...labelledText('scope', formatScope(run.scope)),
    ...labelledText('pages', pages),
    ...memoryMarks(lines),
    ...(run.scope.timers === 'any' ? labelledText('timers', TIMERS) : []),
  ];
}

const TIMERS = 'may expire at any moment: the clock stands still';

const MARKS = {
  nodes: 'nodes: every request for a tree node is refused',
  all: 'all: every request is refused',
  once: 'once: this one request is refused',
} as const;

function memoryMarks(lines: readonly StoryLine[]): readonly string[] {
  const occurring = (['nodes', 'all', 'once'] as const).filter((mark) =>
    lines.some(({ memory }) => memory === mark),
  );
  if (occurring.length === 0) return [];
  return labelledText('mem', occurring.map((mark) => MARKS[mark]).join('; '));
}

function signs(space: Space, lines: readonly StoryLine[]): string {
  if (!isDrawn(space)) return '';
  const occurs = (kind: PageUse['kind']): boolean =>
    lines.some((line) => line.pages.some(({ use }) => use.kind === kind));
  return [
    '; drawn as the letter of the call that holds them',
    '* freed but still in the tree',
    ...(occurs('filler') ? ['# reserved before the run'] : []),
    ...(occurs('cached') ? ['~ cached'] : []),
    ...(occurs('stray') ? ['? in the tree for nobody'] : []),
    '. free',
  ].join(', ');
}
