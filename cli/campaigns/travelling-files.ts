import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Campaign } from '../../explore/campaigns/campaign-file.ts';
import type { Manifest } from '../../explore/campaigns/manifest.ts';
import { isKernelName } from '../../explore/building/kernel-name.ts';
import { isEditableFile, isFileName, loadedTexts } from '../../explore/loading/import-default.ts';
import { loadDesign } from '../../explore/loading/load-design.ts';
import { loadPolicy } from '../../explore/loading/load-policy.ts';
import { readText } from '../files/text-files.ts';
import { UserError } from '../process/user-error.ts';

/** A campaign file whose files are named as they travel, and these files. */
interface Packed {
  readonly campaign: Campaign;
  readonly files: Manifest['files'];
}

/**
 * Packs the files that a campaign names, with all that they import: they are named by their paths
 * in the folder that has all of them.
 * @throws UserError for what does not travel: packages, kernel trees, git revisions
 */
export async function pack(campaign: Campaign): Promise<Packed> {
  const paths = new Set<string>(campaign.scripts.map((file) => resolve(file)));
  for (const name of [...campaign.designs, ...campaign.policies]) {
    refuseOthers(name);
    if (!isFileName(name)) continue;
    // In order, so that of two mistakes the first is told.
    // oxlint-disable-next-line no-await-in-loop
    await (campaign.designs.includes(name)
      ? loadDesign({ design: name, policy: null })
      : loadPolicy(name));
    for (const path of pathsOf(name)) paths.add(path);
  }
  const common = commonFolder([...paths]);
  const travelling = (file: string): string => relative(common, resolve(file)).split(sep).join('/');
  const renamed = (name: string): string => (isFileName(name) ? travelling(name) : name);
  return {
    campaign: {
      ...campaign,
      designs: campaign.designs.map(renamed),
      policies: campaign.policies.map(renamed),
      scripts: campaign.scripts.map(travelling),
    },
    files: Object.fromEntries([...paths].map((path) => [travelling(path), readText(path)])),
  };
}

function refuseOthers(name: string): void {
  if (isKernelName(name)) {
    throw new UserError(`${name}: a kernel tree does not travel; check it by \`iova-check check\``);
  }
  if (isFileName(name) && !isEditableFile(name)) {
    throw new UserError(`${name}: a git revision does not travel; name the file, or a copy of it`);
  }
}

/** The paths of a file that was loaded, and of all that it imports but the suite's own. */
function pathsOf(name: string): readonly string[] {
  const texts = loadedTexts(name);
  const urls = texts.kind === 'known' ? texts.parts.map(([url]) => url) : [texts.url];
  const odd = urls.find((url) => !url.startsWith('file:') || url.includes('/node_modules/'));
  if (odd !== undefined || texts.kind === 'unknown') {
    throw new UserError(
      `${name}: it imports ${packageIn(odd ?? urls[0] ?? '')}; only files travel: import what it ` +
        'needs by a relative path',
    );
  }
  return urls.map((url) => fileURLToPath(url));
}

/** "left-pad", of a file of that package. */
function packageIn(url: string): string {
  const name = /\/node_modules\/(?<name>(?:@[^/]+\/)?[^/]+)/.exec(url)?.groups?.['name'];
  return name === undefined ? url : `the package ${name}`;
}

/** The innermost folder that has all the files. */
function commonFolder(paths: readonly string[]): string {
  const [first, ...others] = paths.map((path) => dirname(path).split(sep));
  if (first === undefined) return process.cwd();
  const length = first.findIndex((part, at) => others.some((parts) => parts[at] !== part));
  return first.slice(0, length === -1 ? first.length : length).join(sep) || sep;
}
