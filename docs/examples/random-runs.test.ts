/** Random runs, and commands beside a model, as properties of fast-check. */
import { test } from '@fast-check/vitest';
import { allocatorCommands, followModel, runsOf } from 'iova-check/vitest';
import design from './llist-keeps-hint.ts';

test.prop([runsOf(design, { properties: ['OWN-1', 'WRK-1'] })], { seed: 1, numRuns: 200 })(
  'llist that leaves the hint alone grants no page twice in random runs',
  (run) => run.expectUnbroken(),
);

test.prop([allocatorCommands({ without: ['reserve'] })], { seed: 1, numRuns: 500 })(
  'llist that leaves the hint alone does what the model says, but for reservations',
  (commands) => followModel(design, commands),
);
