import { benchCaches } from './caches.ts';
import { benchCampaignChaos } from './campaigns/bench-chaos.ts';
import { benchDesignCost } from './design-cost.ts';
import { benchEngines } from './engines.ts';
import { benchFirstHits } from './first-hits.ts';
import { benchPage } from './page.ts';
import { benchPublishedBases } from './published-bases.ts';
import { benchRecorded } from './recorded.ts';
import { benchShortRuns } from './short-runs.ts';
import { benchShrink } from './shrink.ts';
import { benchSpin } from './spin.ts';
import { benchThreads } from './threads.ts';
import { benchThroughput } from './throughput.ts';
import { benchTreeDemand } from './tree-demand.ts';

/**
 * Benchmarks by name. `npm run bench` runs all of them, `npm run bench -- NAME...` those that are
 * named.
 */
const BENCHMARKS: Readonly<Record<string, () => void | Promise<void>>> = {
  throughput: benchThroughput,
  caches: benchCaches,
  'short-runs': benchShortRuns,
  engines: benchEngines,
  threads: benchThreads,
  'first-hits': benchFirstHits,
  shrink: benchShrink,
  'tree-demand': benchTreeDemand,
  recorded: benchRecorded,
  spin: benchSpin,
  'design-cost': benchDesignCost,
  'published-bases': benchPublishedBases,
  'campaign-chaos': benchCampaignChaos,
  page: benchPage,
};

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(BENCHMARKS);
for (const name of names) {
  const benchmark = BENCHMARKS[name];
  if (benchmark === undefined) {
    console.error(`no benchmark ${name}; there are: ${Object.keys(BENCHMARKS).join(', ')}`);
    process.exitCode = 2;
    break;
  }
  console.log(`== ${name}`);
  await benchmark();
}
