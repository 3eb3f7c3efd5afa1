import * as v from 'valibot';
import { callerKinds } from '../../port/caller-kinds.ts';
import { ENGINES } from '../checking/check-plan.ts';
import { describeIssue, type FileFormat, formatOf } from '../run/file-format.ts';
import { type Fail, parseJson } from '../run/parse-json.ts';
import { integer, text } from '../run/run-schema.ts';

const CAMPAIGN_FILE: FileFormat = { format: 'iova-check campaign', version: 1, noun: 'campaign' };

const texts = v.array(text, 'expected a list of strings');

function listOf<const T extends readonly [string, ...string[]]>(words: T) {
  const says = `expected a list of ${words.map((word) => `"${word}"`).join(' or ')}`;
  return v.pipe(v.array(v.picklist(words, says), says), v.minLength(1, says));
}

/** At most so many first calls cut a search: with each, shards become many times as many. */
const FIRST_CALLS_MAX = 3;
const RUNS_MAX = 400_000_000;

/** The shape of a campaign file; `schemas/campaign-1.json` says the same. */
const campaignSchema = v.strictObject({
  format: text,
  version: integer(1),
  /** Names or files; each is checked under each of the policies. */
  designs: v.optional(texts, []),
  /** Names or files; "own": that of the design. */
  policies: v.optional(texts, ['own']),
  /** Names of seeded bugs, or ["all"]; each is checked in its own scope, beside its base. */
  bugs: v.optional(texts, []),
  callers: v.optional(listOf(callerKinds), ['well-behaved']),
  /** As `--scope` takes them. */
  scopes: v.optional(texts, []),
  /** Files; each is searched by itself, in the scopes, or in the one that it needs. */
  scripts: v.optional(texts, []),
  engines: v.optional(listOf(ENGINES), ['shortest', 'random']),
  /** Ids; []: those of the matrix. */
  properties: v.optional(texts, []),
  runs: v.optional(integer(1, RUNS_MAX), 8000),
  seed: v.optional(integer(0, 2 ** 31 - 1), 1),
  /** A search is cut by so many first calls; 0: it is one shard. */
  firstCalls: v.optional(integer(0, FIRST_CALLS_MAX), 0),
  budget: v.optional(
    v.strictObject({
      maxStates: v.exactOptional(integer(1, 1_000_000_000)),
      maxMegabytes: v.optional(integer(1, 1_000_000), 1024),
      maxExecutions: v.optional(integer(1, 1_000_000_000), 1_000_000),
      preemptions: v.exactOptional(integer(0, 1000)),
    }),
    {},
  ),
});

/** What a campaign checks, with all that the file leaves out. */
export type Campaign = v.InferOutput<typeof campaignSchema>;

/** A file holds no campaign. The message is one line that says what, where, and what to do. */
class UnreadableCampaign extends Error {
  override readonly name: string = 'UnreadableCampaign';
}

/**
 * Reads a campaign file.
 * @param fileName for messages
 * @throws UnreadableCampaign
 */
export function readCampaign(content: string, fileName: string): Campaign {
  const fail: Fail = (what) => new UnreadableCampaign(`${fileName}: ${what}`);
  const value = parseJson(content, CAMPAIGN_FILE.noun, fail);
  formatOf(value, [CAMPAIGN_FILE], fail);
  const result = v.safeParse(campaignSchema, value, { abortEarly: true });
  if (!result.success) {
    throw fail(describeIssue(result.issues[0], CAMPAIGN_FILE, (keys) => keys.join('.')));
  }
  const campaign = result.output;
  if (campaign.designs.length + campaign.bugs.length === 0) {
    throw fail('it names nothing to check; give "designs" or "bugs"');
  }
  return campaign;
}
