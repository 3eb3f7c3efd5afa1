import type { RunnerOfDesigns } from '../../explore/checking/check-columns.ts';
import { type CheckOptions, DEFAULT_OPTIONS } from '../../explore/checking/check-plan.ts';
import type { PlannedColumn } from '../../explore/checking/plan.ts';
import { checkDesign } from '../../explore/checking/check.ts';
import { TaskBoard } from '../../explore/checking/task-board.ts';
import type { DesignResult } from '../../explore/checking/verdict.ts';
import { mergedRunners } from '../../explore/campaigns/merged-runners.ts';
import { readResults } from '../../explore/campaigns/read-results.ts';
import { type Shard, shardsOfColumn, shardsOfTask } from '../../explore/campaigns/shards.ts';
import { type WorkEnd, type WorkListener, workOn } from '../../explore/campaigns/work.ts';
import type { EntryStore } from '../../explore/queues/entry-store.ts';
import type { CampaignPlace, ShardQueue } from '../../explore/queues/shard-queue.ts';
import { SCOPE_DEFAULTS } from '../../explore/run/scope-defaults.ts';
import { parseScopes } from '../../explore/run/scope-text.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { allProperties } from '../../model/properties/all.ts';
import { assert } from '../../model/assert.ts';
import type { Subject } from '../../port/subject.ts';
import { workersHere } from '../checking/workers-here.ts';

const SCOPES = [
  'cpus=2,irqs=0,calls=2,pages=2,refusals=1,reserve=off,teardown=off',
  'cpus=1,irqs=0,calls=2,pages=2,refusals=1,timers=exact,reserve=off',
];
const SETTINGS = { tool: 'this one', files: '', firstCalls: 1 };

/** A small campaign of one design: searches cut by their first calls, and random runs. */
export function smallCampaign(design = 'llist'): {
  readonly subject: Subject;
  readonly column: PlannedColumn;
  readonly shards: ReadonlyMap<string, Shard>;
} {
  const found = knownDesigns.find(({ name }) => name === design);
  assert(found !== undefined, 'no such design');
  const base = { ...SCOPE_DEFAULTS, callers: 'well-behaved' } as const;
  const options: PlannedColumn['options'] = {
    ...DEFAULT_OPTIONS,
    callers: 'well-behaved',
    scopes: SCOPES.flatMap((text) => parseScopes(text, base)),
    engines: ['random', 'shortest'],
    runs: 2,
  };
  const subject = twinSubject(found, allProperties);
  const ref = { design, policy: null };
  const names = { design, policy: subject.policy };
  const column: PlannedColumn = { ...names, ref, as: design, side: null, options };
  const shards = shardsOfColumn(subject, column, SETTINGS);
  return { subject, column, shards: new Map(shards.map((shard) => [shard.key, shard])) };
}

/** A campaign in this process. */
export function placeHere(): CampaignPlace & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  const store: EntryStore = {
    insert(key, text) {
      if (!texts.has(key)) texts.set(key, text);
      return Promise.resolve(texts.get(key) as string);
    },
    read: (key) => Promise.resolve(texts.get(key) ?? null),
  };
  const open: string[] = [];
  const queue: ShardQueue = {
    add(tickets) {
      open.push(...tickets.map(({ key }) => key));
      return Promise.resolve();
    },
    take() {
      const key = open.shift();
      if (key === undefined) return Promise.resolve(null);
      return Promise.resolve({
        key,
        seal: '',
        done: () => Promise.resolve(),
        giveBack: () => Promise.resolve(void open.push(key)),
      });
    },
    status: () => Promise.resolve({ open: open.length, running: 0, isStopped: false }),
    stop: () => Promise.resolve(void open.splice(0)),
  };
  const span = (): Promise<null> => Promise.resolve(null);
  return { queue, store, texts, span, warnings: [], close: () => Promise.resolve() };
}

/** How a worker of a test differs from an ordinary one. */
export interface Worker {
  readonly runners?: RunnerOfDesigns;
  readonly saturation?: number;
  readonly listener?: Partial<WorkListener>;
  readonly board?: TaskBoard;
  readonly sealKey?: string;
}

/** Does the shards of a place in this thread. */
export async function workHere(
  place: CampaignPlace,
  shards: ReadonlyMap<string, Shard>,
  { runners, saturation, listener = {}, board = TaskBoard.forJobs(1), sealKey }: Worker = {},
): Promise<WorkEnd> {
  const work = {
    id: 'small',
    shards,
    place,
    sealKey: sealKey ?? null,
    saturation: saturation ?? null,
  };
  return workOn(work, runners ?? workersHere([], board), 1, board, {
    done: () => undefined,
    differs: () => undefined,
    ...listener,
  });
}

/** What the results of a place amount to, without the time that it took. */
export async function mergeHere(
  { store }: CampaignPlace,
  { subject, column, shards }: ReturnType<typeof smallCampaign>,
): Promise<DesignResult> {
  const { results } = await readResults(store, [...shards.keys()]);
  const runners = mergedRunners(
    workersHere([]),
    (ref, task) => shardsOfTask(subject, ref, task, SETTINGS),
    results,
  );
  const options: CheckOptions = { ...column.options, seconds: null };
  const doer = runners.on(column.ref, subject.properties);
  const result = await checkDesign(subject, options, doer, () => undefined);
  return { ...result, stats: { ...result.stats, seconds: 0 } };
}
