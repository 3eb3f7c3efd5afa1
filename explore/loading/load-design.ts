import type { Design } from '../../impl/designs/design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { withPolicy } from '../../impl/designs/with-policy.ts';
import { isKernelDesign, isKernelName } from '../building/kernel-name.ts';
import { loadKernel } from '../building/load-kernel.ts';
import { importDefault, isFileName } from './import-default.ts';
import { loadPolicy } from './load-policy.ts';
import { judgedAsUsers } from './seen-traits.ts';
import { whyNoDesign } from './why-no-design.ts';
import { didYouMean } from '../../port/nearest-name.ts';
import { watchdog } from './watchdog.ts';

/** A design that is not known, or a file that does not load as one. The message is one line. */
class UnloadableDesign extends Error {
  override readonly name: string = 'UnloadableDesign';
}

/** How a design to be loaded is named. */
export interface DesignRef {
  /** The name or the file of a design, or a kernel, as in `kernelName()`. */
  readonly design: string;
  /** The name or the file of a retry policy; null: the design's own policy. */
  readonly policy: string | null;
  /** Of a kernel tree: jiffies within which what it defers must be erased; absent: any time. */
  readonly boundJiffies?: number;
}

/** How a design is loaded. */
interface HowToLoad {
  /** `fresh`: new instances of the files, whose modules have not run yet. */
  readonly which?: 'shared' | 'fresh' | undefined;
  /** What names the design, if not the user, as "run.json: design ", for messages. */
  readonly place?: string;
}

/**
 * Loads the named design, either a known one, the allocator of a kernel tree, or the default export
 * of a TypeScript or JavaScript file, and gives it the named policy if that is not null.
 * @param how see `HowToLoad`
 * @throws UnloadableDesign if there is no such design, or the file does not export one
 * @throws UnloadableKernel if the kernel tree cannot be built
 * @throws UnloadablePolicy if there is no such policy, or the file does not export one
 */
export async function loadDesign(ref: DesignRef, how: HowToLoad = {}): Promise<Design> {
  const design = await loadByName(ref, how);
  if (ref.policy === null || ref.policy === design.policy?.name) return design;
  // The C of a kernel tree has its own: the policy that is named says what its bounds are.
  const isOfC = isKernelName(ref.design) && design.work !== undefined;
  if (design.policy === null && !isOfC) {
    throw new UnloadableDesign(`${ref.design}: no work retries there: leave the policy out`);
  }
  return withPolicy(design, await loadPolicy(ref.policy, how.which));
}

async function loadByName(
  { design: nameOrFile, boundJiffies }: DesignRef,
  { which = 'shared', place = '' }: HowToLoad,
): Promise<Design> {
  if (isKernelName(nameOrFile)) {
    await watchdog.guard(nameOrFile);
    return judgedAsUsers(await loadKernel(nameOrFile, boundJiffies ?? null, which));
  }
  if (!isFileName(nameOrFile)) {
    const own = await ownDesign(nameOrFile);
    if (own !== null) return own;
    throw new UnloadableDesign(`${place}${nameOrFile}: ${await whyUnknown(nameOrFile)}`);
  }
  await watchdog.guard(nameOrFile);
  const design = await importDefault(nameOrFile, which);
  const wrong = whyNoDesign(design);
  if (wrong !== null) throw new UnloadableDesign(`${nameOrFile}: ${wrong}`);
  const { name } = design as Design;
  if ((await ownDesign(name)) !== null) {
    throw new UnloadableDesign(
      `${nameOrFile}: the design is called ${name}, as a known one is; give it another name`,
    );
  }
  return judgedAsUsers(design as Design);
}

async function whyUnknown(name: string): Promise<string> {
  if (isKernelDesign(name)) {
    return 'it is the C of a kernel tree: say where that is, by --design kernel:DIR';
  }
  const names = knownDesigns.map((design) => design.name);
  const near = didYouMean(name, [...names, ...(await bugNames())]);
  return (
    `no such design; known are ${names.join(', ')}, or name a .ts or .js file ` +
    `(for a run: by --design)${near}`
  );
}

/**
 * A design of the suite: a known one, or one with a seeded bug. Null: there is none of that name.
 */
async function ownDesign(name: string): Promise<Design | null> {
  const known = knownDesigns.find((design) => design.name === name);
  if (known !== undefined) return known;
  // There are many seeded bugs: they are loaded only if the name may be that of one.
  const { seededBugs } = await import('../../impl/bugs/known.ts');
  return seededBugs.find(({ design }) => design.name === name)?.design ?? null;
}

async function bugNames(): Promise<readonly string[]> {
  const { seededBugs } = await import('../../impl/bugs/known.ts');
  return seededBugs.map(({ design }) => design.name);
}
