import { shortName } from '../../explore/campaigns/combine.ts';
import type { Shard } from '../../explore/campaigns/shards.ts';
import type { CheckedColumn } from '../../explore/checking/results.ts';
import type { DesignResult } from '../../explore/checking/verdict.ts';
import { formatJson } from '../verdicts/verdicts-json.ts';
import type { Reporter } from '../reporters/reporter.ts';
import { type BugVerdict, bugVerdicts, type SoughtBug } from './bug-verdicts.ts';

/** What was merged. */
export interface Merged {
  readonly id: string;
  readonly shards: readonly Shard[];
  /** Shards without a result. */
  readonly missing: readonly Shard[];
  readonly failed: readonly Shard[];
  /** By how many first calls searches were cut; 0: they were not. */
  readonly firstCalls: number;
  readonly bugs: readonly SoughtBug[];
}

/** The document of a campaign: the same for the same results, whoever found them and when. */
export function campaignDocument(merged: Merged): Reporter {
  return {
    report: ({ results, expected }) => {
      const checked = results.checked.map(({ result }) => withoutTime(result));
      const document = JSON.parse(formatJson(checked, null, expected)) as object;
      const { id, shards, missing, failed, firstCalls } = merged;
      const keys = (some: readonly Shard[]): readonly string[] => some.map(({ key }) => key);
      const text = JSON.stringify({
        ...document,
        campaign: {
          id,
          shards: shards.length,
          missing: keys(missing),
          failed: keys(failed),
          // What several shards visit counts in each of them.
          firstCalls,
        },
        bugs: verdictsOn(merged, results.checked),
      });
      return [{ kind: 'text', text: `${text}\n` }];
    },
  };
}

/** The same for people; the verdicts are printed by others. */
export function campaignText(merged: Merged): Reporter {
  return {
    report: ({ results }) => {
      const { id, shards, missing, failed, firstCalls } = merged;
      const done = shards.length - missing.length - failed.length;
      const lines = [
        `Campaign ${shortName(id)}: ${done} of ${shards.length} shards done.`,
        ...listOf('missing', missing),
        ...listOf('failed', failed),
        ...(firstCalls > 0 ? ['A state that several shards visit counts in each of them.'] : []),
        ...verdictsOn(merged, results.checked).map(bugLine),
      ];
      return [{ kind: 'text', text: lines.map((line) => `${line}\n`).join('') }];
    },
  };
}

/** More shards are not listed for people: the document has all. */
const LISTED = 20;

function listOf(what: string, shards: readonly Shard[]): readonly string[] {
  const more = shards.length - LISTED;
  return [
    ...shards.slice(0, LISTED).map(({ key, title }) => `${what}: ${shortName(key)} ${title}`),
    ...(more > 0 ? [`${what}: ${more} more, which --json names`] : []),
  ];
}

function verdictsOn({ bugs }: Merged, checked: readonly CheckedColumn[]): readonly BugVerdict[] {
  return bugVerdicts(bugs, checked);
}

function bugLine({ bug, property, caught, isWhole }: BugVerdict): string {
  const what = `${bug}, to be caught by ${property}`;
  if (caught === null) return `${what}: not caught${isWhole ? '' : ', but not all was searched'}`;
  return `${what}: caught by ${caught.signature}: ${caught.cost}`;
}

/** How long things took, and what a cache had, is no part of what was found. */
function withoutTime(result: DesignResult): DesignResult {
  return { ...result, stats: { ...result.stats, seconds: 0, fromCache: 0 } };
}
