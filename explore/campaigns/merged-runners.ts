import { assert } from '../../model/assert.ts';
import type { RunnerOfDesigns } from '../checking/check-columns.ts';
import { combine, type ShardOutcome } from './combine.ts';
import type { Shard } from './shards.ts';
import type { ShardResult } from './shard-result.ts';
import type { CheckTask } from '../checking/check-plan.ts';
import type { DesignRef } from '../loading/load-design.ts';

/** The shards of each task of a check, by what the task is of. */
export type ShardsOf = (ref: DesignRef, task: CheckTask) => readonly Shard[];

/**
 * Runners for which the tasks of a check were done as shards before: a pure function of the results
 * of shards. The runs that these found are made simple by `others`.
 */
export function mergedRunners(
  others: RunnerOfDesigns,
  shardsOf: ShardsOf,
  results: ReadonlyMap<string, ShardResult>,
): RunnerOfDesigns {
  return {
    on: (ref, properties) => ({
      ...others.on(ref, properties),
      doTask: (task) => {
        const shards = shardsOf(ref, task);
        assert(shards.length > 0, 'a task has no shards');
        const outcomes: readonly ShardOutcome[] = shards.map((shard) => ({
          shard,
          result: results.get(shard.key) ?? null,
        }));
        return Promise.resolve(combine(outcomes));
      },
    }),
  };
}
