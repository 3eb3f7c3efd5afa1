import type { Lasso } from '../explore/lasso/find-lasso.ts';
import type { Happening } from '../explore/replay.ts';
import type { Run } from '../explore/run.ts';
import { formatScope, spaceOf } from '../explore/scope.ts';
import { CallNames } from './call-names.ts';
import { pageName } from './page-name.ts';
import { Story } from './story.ts';
import { drawTimeline } from './timeline.ts';
import { COLUMNS_MAX, wrapText } from './wrap-text.ts';

/**
 * A lasso as text for a mail: who starves, what is assumed of fairness, the way there and the loop,
 * one lane per context. `run` is stem and loop, `happenings` what came of them.
 */
export function formatLasso(lasso: Lasso, run: Run, happenings: readonly Happening[]): string {
  const space = spaceOf(run.scope);
  const { lines } = new Story(happenings, new CallNames(run.actions, space), space);
  const stem = lasso.stem.length;
  const draw = (part: typeof lines): string =>
    drawTimeline(part, { space, colour: false, explain: () => [] }).join('\n');
  const roundJiffies = lasso.loop.reduce(
    (sum, action) => sum + (action.do === 'advance' ? action.byJiffies : 0),
    0,
  );
  const who =
    lasso.starved.kind === 'range'
      ? `${pageName(lasso.starved.pfn, space)} is freed and never erased`
      : `the call on ${lasso.starved.on} never responds`;
  return [
    `  starves    ${who}`,
    '  fairness   whoever can move again and again does: waiters at the spinlock are served first',
    '             come, first served',
    ...wrapText(formatScope(run.scope), COLUMNS_MAX, '  scope      ', ' '.repeat(13)),
    '',
    'The stem:',
    draw(lines.filter(({ to }) => to <= stem)),
    '',
    `The loop, a round of ${roundJiffies} ms, for ever:`,
    draw(lines.filter(({ to }) => to > stem)),
    '',
  ].join('\n');
}
