import type { Run } from '../../explore/run/run.ts';
import { formatScope, spaceOf } from '../../explore/run/scope.ts';
import { item } from '../text/item.ts';
import { hex } from './page-name.ts';
import { isDrawn } from './space-map.ts';
import type { StoryLine } from './story.ts';

/** What the signs of a timeline mean, as far as they occur in it. */
export function formatLegend(run: Run, story: readonly StoryLine[]): readonly string[] {
  const space = spaceOf(run.scope);
  const scarce = story.some((line) => line.memory !== '');
  return [
    ...item('scope', formatScope(run.scope)),
    ...item(
      'pages',
      `counted from the 4 GiB line: -1 is pfn ${hex(space.dma32 - 1)}, +0 is ${hex(space.dma32)}` +
        (isDrawn(space)
          ? `; drawn as the letter of the call that holds them, * freed but still in the tree, ${
              story.some((line) => line.map.includes('?')) ? '? in the tree for nobody, ' : ''
            }. free`
          : ''),
    ),
    ...(scarce
      ? item('mem', 'nodes, all: such requests are refused; once: this one request is refused')
      : []),
    ...(run.scope.timers === 'any'
      ? item('timers', 'may expire at any moment: the clock stands still')
      : []),
  ];
}
