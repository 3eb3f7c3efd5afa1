import * as v from 'valibot';
import { contentKey } from '../keeping/content-key.ts';
import { OwnCode } from '../keeping/own-code.ts';
import { toolKey } from '../keeping/tool-key.ts';

/** All of a campaign that its workers need: the same text is the same campaign. */
export interface Manifest {
  readonly format: 'iova-check campaign manifest 1';
  /** The key of the tool that cut it into shards: its code, and what runs it. */
  readonly tool: string;
  /** The text of the campaign file. */
  readonly campaign: string;
  /** Files of the user's by their paths in a common folder, with "/". */
  readonly files: Readonly<Record<string, string>>;
}

const manifestSchema = v.strictObject({
  format: v.literal('iova-check campaign manifest 1'),
  tool: v.string(),
  campaign: v.string(),
  files: v.record(v.string(), v.string()),
});

/** What a worker must have in common with whoever started the campaign. */
export function ownTool(): string {
  return contentKey([...toolKey(), ['suite', new OwnCode().all]]);
}

export function formatManifest(manifest: Manifest): string {
  const { format, tool, campaign, files } = manifest;
  const sorted = Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ format, tool, campaign, files: Object.fromEntries(sorted) })}\n`;
}

/** Null: the text is no manifest. */
export function parseManifest(text: string): Manifest | null {
  try {
    const result = v.safeParse(manifestSchema, JSON.parse(text));
    return result.success ? result.output : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The name of a campaign: the key of its manifest. */
export function campaignId(manifestText: string): string {
  return contentKey([['manifest', manifestText]]);
}

/** The key of all files of the user's, also the name of the folder that they are written to. */
export function filesKey({ files }: Manifest): string {
  return contentKey(Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
