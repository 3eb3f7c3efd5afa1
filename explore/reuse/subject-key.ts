import { isKernelName } from '../building/kernel-name.ts';
import { keyOfKernel } from '../building/load-kernel.ts';
import { contentKey, type KeyPart } from '../keeping/content-key.ts';
import type { OwnCode } from '../keeping/own-code.ts';
import { toolKey } from '../keeping/tool-key.ts';
import { isFileName, loadedTexts } from '../loading/import-default.ts';
import type { DesignRef } from '../loading/load-design.ts';
import { areUnchanged } from '../loading/loaded-modules.ts';

/** What every search of a subject depends on. */
export type SubjectKey =
  | { readonly kind: 'known'; readonly key: string; isUnchanged(): Promise<boolean> }
  /** A file of the user's imports something whose content cannot be known from a text. */
  | { readonly kind: 'unknown'; readonly file: string; readonly url: string };

/** A file of the user's that was loaded, or a kernel tree. */
interface Changeable {
  readonly parts: readonly KeyPart[];
  isUnchanged(): Promise<boolean>;
}

/**
 * The key of a design that this thread has loaded, under its policy: by the tool, by Node, and by
 * all that the design and the policy consist of.
 */
export async function keyOfSubject(ref: DesignRef, code: OwnCode): Promise<SubjectKey> {
  const named = [ref.design, ...(ref.policy === null ? [] : [ref.policy])];
  const changeable: Changeable[] = [];
  for (const name of named) {
    // Of two, the same one is told of each time.
    // oxlint-disable-next-line no-await-in-loop
    const found = isKernelName(name) ? await kernel(name) : userFile(name);
    if (found !== null && 'kind' in found) return found;
    if (found !== null) changeable.push(found);
  }
  const key = contentKey([
    ...toolKey(),
    // What is the user's may import any design of ours.
    ...(changeable.length > 0 ? [part('suite', code.all)] : ofSuite(ref.design, code)),
    part('policy', JSON.stringify(ref.policy)),
    part('bound', String(ref.boundJiffies ?? null)),
    ...changeable.flatMap(({ parts }) => parts),
  ]);
  const isUnchanged = async (): Promise<boolean> =>
    (await Promise.all(changeable.map(async (one) => one.isUnchanged()))).every(Boolean);
  return { kind: 'known', key, isUnchanged };
}

function part(name: string, content: string): KeyPart {
  return [name, content];
}

function ofSuite(design: string, code: OwnCode): readonly KeyPart[] {
  return [
    part('engine', code.engine),
    part('design', design),
    part('code of the design', code.design(design) ?? code.all),
  ];
}

/** Its name stands in what is reported of it, so it is a part. */
async function kernel(name: string): Promise<Changeable> {
  const module = await keyOfKernel(name);
  return {
    parts: [part('kernel', name), part('module', module)],
    isUnchanged: async () => (await keyOfKernel(name)) === module,
  };
}

/** Null: the name is that of a design or a policy of the suite. */
function userFile(name: string): Changeable | Extract<SubjectKey, { kind: 'unknown' }> | null {
  if (!isFileName(name)) return null;
  const texts = loadedTexts(name);
  if (texts.kind === 'unknown') return { kind: 'unknown', file: name, url: texts.url };
  const { parts } = texts;
  return {
    parts: [part('file', String(parts.length)), ...parts],
    isUnchanged: () => Promise.resolve(areUnchanged(parts)),
  };
}
