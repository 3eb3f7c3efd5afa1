import type { Fairness } from '../../explore/engines/lasso/fair-cycle.ts';
import type { Lasso } from '../../explore/engines/lasso/find-lasso.ts';
import type { Scene } from '../../explore/engines/lasso/scene.ts';
import type { ReplayStep } from '../../explore/world/replay.ts';
import type { Run } from '../../explore/run/run.ts';
import { spaceOf } from '../../explore/run/scope.ts';
import { CallNames } from './call-names.ts';
import { item } from '../text/item.ts';
import { formatLegend } from './legend.ts';
import { pageName } from './page-name.ts';
import { Story, type StoryLine } from './story.ts';
import { drawTimeline } from './timeline.ts';

const FAIRNESS: Readonly<Record<Fairness, string>> = {
  queued: 'whoever waits at the spinlock is served, first come, first served',
  weak: 'whoever can always move does; at the spinlock others may be served first for ever',
};

/**
 * A lasso as text for a mail: who starves, the way there and the loop, one lane per context. `run`
 * is stem and loop, `steps` what came of them.
 */
export function formatLasso(
  lasso: Lasso,
  { windowJiffies }: Scene,
  run: Run,
  steps: readonly ReplayStep[],
): string {
  const space = spaceOf(run.scope);
  const cut = lasso.stem.length;
  const { lines } = new Story(steps, new CallNames(run.actions, space), space, cut);
  const stem = lines.filter(({ to }) => to <= cut);
  const loop = lines.filter(({ to }) => to > cut);
  const draw = (part: typeof lines): string =>
    drawTimeline(part, { space, colour: false, explain: () => [] }).join('\n');
  const who =
    lasso.starved.kind === 'range'
      ? `${pageName(lasso.starved.pfn, space)} is freed and never erased`
      : `the call on ${lasso.starved.on} never responds`;
  return [
    ...item('starves', who),
    ...(loop.some(isAmongOthers) ? item('fairness', FAIRNESS[lasso.fairness]) : []),
    ...formatLegend(run, lines),
    ...(windowJiffies === null || windowJiffies === Infinity
      ? []
      : item('window', `memory is there while the clock reads T to T + ${windowJiffies} ms`)),
    ...(isShortAtOnce(lasso) ? item('', AT_ONCE) : []),
    '',
    'The stem:',
    draw(stem),
    '',
    `The loop, a round of ${lasso.roundJiffies} ms, for ever:`,
    draw(loop),
    '',
  ].join('\n');
}

/** Somebody moves while another one is in a call, and may hold or want the lock. */
function isAmongOthers({ lane, open }: StoryLine): boolean {
  return lane !== null && [...open].some((other) => other !== lane);
}

const AT_ONCE =
  'it goes and comes at the same moment: a run of the work takes no time here, and memory is ' +
  'short only while it runs';

/** In the loop memory is taken away and given back, and no time passes in between. */
function isShortAtOnce({ loop }: Lasso): boolean {
  let isShort = false;
  let changes = 0;
  for (const action of loop) {
    if (action.do === 'pressure') {
      isShort = action.level !== 'none';
      changes += 1;
    } else if (action.do === 'advance' && isShort) return false;
  }
  return changes > 0;
}
