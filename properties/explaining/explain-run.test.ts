/** What decided that a run breaks something: known cases, and a part of the corpus. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { WorldModel } from '../../explore/engines/shortest/world-model.ts';
import { type Explanation, explainRun } from '../../explore/explaining/explain-run.ts';
import { GoodEnds, type Place } from '../../explore/explaining/good-end.ts';
import { loadDesign } from '../../explore/loading/load-design.ts';
import { scopeOfRun } from '../../explore/minimal/scope-of-run.ts';
import { readRun } from '../../explore/run/run-file.ts';
import type { Run } from '../../explore/run/run.ts';
import { scriptOf } from '../../explore/run/script-file.ts';
import type { Execution } from '../../explore/world/execution.ts';
import { judgedFor } from '../../explore/world/judged-for.ts';
import { replay } from '../../explore/world/replay.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { propertiesWith } from '../../model/properties/all.ts';
import type { Subject } from '../../port/subject.ts';

/** A run of the corpus, explained. */
interface Explained {
  readonly run: Run;
  readonly signature: string;
  readonly subject: Subject;
  readonly execution: Execution;
  readonly explanation: Explanation;
}

async function explained(name: string): Promise<Explained> {
  const run = readRun(readFileSync(`corpus/${name}.json`, 'utf8'), name);
  const { property, signature } = run.expect ?? { property: '', signature: '' };
  const design = await loadDesign({ design: run.design, policy: run.policy });
  const subject = twinSubject(design, propertiesWith(property));
  const replayed = replay(subject, run);
  if (replayed.kind !== 'as expected') throw new Error(`${name}: ${replayed.kind}`);
  const { execution } = replayed;
  const explanation = explainRun(subject, execution, signature);
  return { run, signature, subject, execution, explanation };
}

describe('what decided it', () => {
  test('a store that is refused: the hint stays, whatever comes later', async () => {
    const { explanation } = await explained('llist-avl-2-refused-alloc-was-refused-a-store');
    const at = '__alloc_and_insert_iova_range: search and store';
    expect(explanation).toMatchObject({
      kind: 'decided',
      action: 4,
      taken: { action: { do: 'step', on: 'cpu0', refuse: true }, at },
      instead: { action: { do: 'step', on: 'cpu0' }, at },
      breaks: [],
    });
  });

  test('a free that finds the deferred range, before the work can erase it', async () => {
    const name = 'llist-careless-mem-1-the-work-used-a-freed-object-the-work-freed-it';
    const { explanation } = await explained(name);
    expect(explanation).toMatchObject({
      kind: 'decided',
      taken: { at: 'free_iova: lock' },
      instead: { action: { do: 'step', on: 'timer' } },
    });
  });

  test('the calls alone, where each order of them does it', async () => {
    const { explanation } = await explained('llist-obs-2-refused-alloc-wrote-max32');
    expect(explanation).toEqual({ kind: 'always' });
  });

  test('what a search cannot follow is not explained', async () => {
    const { run, subject, execution } = await explained(
      'llist-avl-2-refused-alloc-was-refused-a-store',
    );
    const steps = execution.actions.slice(0, 3);
    const partial = { ...execution, actions: [...steps, { do: 'advance', byJiffies: 1 } as const] };
    expect(explainRun(subject, partial, run.expect?.signature ?? '')).toMatchObject({
      kind: 'open',
      surelyAfter: null,
    });
  });
});

/** Park and Miller's generator: the same numbers in each run. */
function dice(): (sides: number) => number {
  let state = 20_261_201;
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}

/** Goes on at random up to where the property breaks, or nothing is left to do. */
function goOn(ends: GoodEnds, from: Place, roll: (sides: number) => number): 'broken' | 'ended' {
  let place = from;
  for (let steps = 0; steps < 300; steps += 1) {
    const branches = ends.branchesFrom(place);
    const branch = branches[roll(Math.max(1, branches.length))];
    if (branch === undefined) return 'ended';
    if (branch.to === null) return 'broken';
    place = branch.to;
  }
  return 'broken';
}

const FILES = readdirSync('corpus').filter((file) => file.endsWith('.json'));
const SAMPLE = FILES.filter((_, at) => at % 9 === 0).map((file) => file.replace('.json', ''));

describe('a part of the corpus', () => {
  test.each(SAMPLE)('%s', async (name) => {
    const { run, signature, subject, execution, explanation } = await explained(name);
    expect(explanation.kind).not.toBe('open');
    const model = new WorldModel(
      judgedFor(subject, signature),
      scopeOfRun(execution),
      scriptOf(execution),
    );
    const ends = new GoodEnds(model, 1000);
    const roll = dice();
    if (explanation.kind === 'always') {
      for (let n = 0; n < 20; n += 1) expect(goOn(ends, ends.begin, roll)).toBe('broken');
      return;
    }
    if (explanation.kind !== 'decided') throw new Error('it is one of the two');
    const { action, taken, instead, neighbour, breaks } = explanation;
    expect(instead).not.toEqual(taken);
    // Its run happens as it is told, breaks only what is told, and parts there and not before.
    const replayed = replay(subject, neighbour);
    expect(replayed.kind).toBe(breaks.length === 0 ? 'as expected' : 'shows something else');
    expect(breaks.some((other) => other.startsWith(`${run.expect?.property ?? ''} `))).toBe(false);
    const before = (actions: Run['actions']): Run['actions'] => actions.slice(0, action - 1);
    if (!run.actions.some((one) => one.do === 'pressure')) {
      expect(before(neighbour.actions)).toEqual(before(run.actions));
      expect(neighbour.actions[action - 1]).not.toEqual(run.actions[action - 1]);
    }
  });
});
