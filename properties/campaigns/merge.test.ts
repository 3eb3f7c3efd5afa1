/** What the shards of a campaign found amounts to what a check finds, whoever did them and when. */
import { describe, expect, test } from 'vitest';
import { checkAtOnce } from '../../explore/checking/check-at-once.ts';
import type { RunnerOfDesigns } from '../../explore/checking/check-columns.ts';
import { NO_FINDINGS } from '../../explore/checking/findings.ts';
import { TaskBoard } from '../../explore/checking/task-board.ts';
import type { DesignResult } from '../../explore/checking/verdict.ts';
import { differingKey } from '../../explore/campaigns/work.ts';
import { sealOf } from '../../explore/queues/seal.ts';
import type { CampaignPlace } from '../../explore/queues/shard-queue.ts';
import { llist } from '../../impl/designs/llist.ts';
import { allProperties } from '../../model/properties/all.ts';
import { workersHere } from '../checking/workers-here.ts';
import { mergeHere, placeHere, smallCampaign, workHere } from './campaign-here.ts';

const campaign = smallCampaign();
const keys = [...campaign.shards.keys()];

async function started(order: readonly string[] = keys): Promise<ReturnType<typeof placeHere>> {
  const place = placeHere();
  await place.queue.add(order.map((key) => ({ key, seal: '' })));
  return place;
}

/** The verdict on each property, with the signatures and their costs. */
function verdictsIn({ verdicts }: DesignResult): readonly unknown[] {
  return verdicts.map(({ property: { id }, verdict }) => [
    id,
    verdict.kind,
    verdict.kind === 'violated'
      ? verdict.counterexamples.map(({ signature, execution: { cost } }) => [signature, cost])
      : [],
  ]);
}

const whole = (async (): Promise<readonly [CampaignPlace, DesignResult]> => {
  const place = await started();
  expect(await workHere(place, campaign.shards)).toBe('all is done');
  return [place, await mergeHere(place, campaign)];
})();

describe('a campaign', () => {
  test('has the verdicts, the signatures and the costs of a check of the same', async () => {
    const [, merged] = await whole;
    const checked = checkAtOnce(llist, allProperties, campaign.column.options);
    expect(verdictsIn(merged)).toEqual(verdictsIn(checked));
    expect(merged.verdicts.some(({ verdict }) => verdict.kind === 'violated')).toBe(true);
    expect(merged.verdicts.some(({ verdict }) => verdict.kind === 'holds')).toBe(true);
  });

  test('says the same for two workers, in another order, and after a restart', async () => {
    const place = await started(keys.toReversed());
    const ends = await Promise.all([
      workHere(place, campaign.shards, { saturation: 2 }),
      workHere(place, campaign.shards, { saturation: 3 }),
    ]);
    expect(ends).toEqual(['saturated', 'saturated']);
    expect(place.texts.size).toBeLessThan(keys.length);
    expect(await workHere(place, campaign.shards)).toBe('all is done');
    const [, merged] = await whole;
    expect(JSON.stringify(await mergeHere(place, campaign))).toBe(JSON.stringify(merged));
  });

  test('has each shard once, by a name that depends on all that decides its result', () => {
    expect(new Set(keys).size).toBe(keys.length);
    expect([...smallCampaign().shards.keys()]).toEqual(keys);
    expect([...smallCampaign('marker').shards.keys()].filter((key) => keys.includes(key))).toEqual(
      [],
    );
  });

  test('leaves open what a missing shard might have shown, and names the shard', async () => {
    const [place] = await whole;
    const searches = [...campaign.shards.values()].filter(({ task }) => task.kind === 'shortest');
    const missing = searches[0]?.key as string;
    const store = {
      ...place.store,
      read: async (key: string) => (key === missing ? null : place.store.read(key)),
    };
    const merged = await mergeHere({ ...place, store }, campaign);
    // The missing shard has no clock, so timed properties are not about it.
    const untimed = merged.verdicts.filter(({ property }) => !property.timed);
    const bounds = untimed.flatMap(({ verdict }) => ('bound' in verdict ? [verdict.bound] : []));
    expect(untimed.map(({ verdict }) => verdict.kind)).not.toContain('holds');
    expect(bounds.some((bound) => bound?.includes(`${missing.slice(0, 12)} missing`))).toBe(true);
  });
});

describe('a worker', () => {
  test('keeps both results of a shard that is not deterministic, and says so', async () => {
    const [key = ''] = keys;
    const place = await started([key, key]);
    const told: string[] = [];
    let runs = 0;
    const lying: RunnerOfDesigns = {
      on: (ref, properties) => ({
        ...workersHere([]).on(ref, properties),
        doTask: () => Promise.resolve({ ...NO_FINDINGS, bound: null, runs: (runs += 1) }),
      }),
    };
    const listener = { differs: ({ key: one }: { readonly key: string }) => void told.push(one) };
    await workHere(place, campaign.shards, { runners: lying, listener });
    expect(told).toEqual([key]);
    expect([...place.texts.keys()]).toEqual([key, differingKey(key)]);
    expect(place.texts.get(key)).not.toBe(place.texts.get(differingKey(key)));
  });

  test('gives back what it was at when it is interrupted, and keeps nothing of it', async () => {
    const place = await started();
    const board = TaskBoard.forJobs(1);
    const runners: RunnerOfDesigns = {
      on: (ref, properties) => ({
        ...workersHere([], board).on(ref, properties),
        doTask() {
          board.stop('interrupted');
          return Promise.resolve({ ...NO_FINDINGS, bound: 'interrupted' });
        },
      }),
    };
    expect(await workHere(place, campaign.shards, { runners, board })).toBe('interrupted');
    expect(place.texts.size).toBe(0);
    expect((await place.queue.status()).open).toBe(keys.length);
  });

  test('runs no shard that was added without its key, and none that it does not know', async () => {
    const sealKey = 'a key of this test';
    const [key = ''] = keys;
    const work = async (name: string, seal: string): Promise<unknown> => {
      const place = placeHere();
      const take = (): Promise<object> => Promise.resolve({ key: name, seal });
      const queue = { ...place.queue, take } as CampaignPlace['queue'];
      return workHere({ ...place, queue }, campaign.shards, { sealKey });
    };
    await expect(work(key, sealOf('another key', 'small', key))).rejects.toThrow('not added with');
    await expect(work(key, sealOf(sealKey, 'another one', key))).rejects.toThrow('not added with');
    await expect(work('ab', sealOf(sealKey, 'small', 'ab'))).rejects.toThrow('no such shard');
  });
});
