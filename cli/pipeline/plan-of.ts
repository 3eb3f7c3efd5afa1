import type { Side } from '../../explore/checking/comparison.ts';
import { isKernelName } from '../../explore/building/kernel-name.ts';
import { pinnedKernel } from '../../explore/building/found-kernel.ts';
import type { Plan, PlannedColumn } from '../../explore/checking/plan.ts';
import { type DesignRef, loadDesign } from '../../explore/loading/load-design.ts';
import { tryDesign } from '../../explore/loading/try-design.ts';
import type { Design } from '../../impl/designs/design.ts';
import { designNames } from '../../impl/twin/twin-subject.ts';
import { allProperties } from '../../model/properties/all.ts';
import type { CheckFlags } from '../arguments/check-flags.ts';
import { checkOptions } from '../arguments/check-options.ts';
import { checkOwnTree } from '../files/own-tree.ts';
import { withBound } from '../files/with-bound.ts';
import type { CheckSubject } from '../arguments/check-subjects.ts';

/** A column as the user asks for it. */
export interface AskedColumn {
  readonly subject: CheckSubject;
  readonly ref: DesignRef;
  /** The design as the user named it. */
  readonly as: string;
  readonly side: Side | null;
}

/**
 * The plan of a command. Every design is loaded and tried before any is checked.
 * @throws UnloadableDesign, UnloadableFile, UnloadableKernel, UnloadablePolicy, FaultyDesign
 */
export async function planOf(flags: CheckFlags, asked: readonly AskedColumn[]): Promise<Plan> {
  const columns: PlannedColumn[] = [];
  const tried: { readonly ref: DesignRef; readonly design: Design }[] = [];
  const refs = withBound(
    asked.map(({ ref }) => pinned(ref)),
    flags.bound,
  );
  for (const [at, { subject, as, side }] of asked.entries()) {
    const ref = refs[at] as DesignRef;
    const design = await loadDesign(ref);
    checkOwnTree(as, design, subject.scopes);
    const options = checkOptions(flags, subject, design.traits);
    columns.push({ ...designNames(design), ref, as, side, options });
    tried.push({ ref, design });
  }
  for (const { ref, design } of tried) tryDesign(ref, design);
  return {
    columns,
    properties: flags.property ?? allProperties,
    seconds: flags.time ?? null,
    isDefault: isDefault(flags),
  };
}

/** A revision may mean another commit while threads begin to work. */
function pinned(ref: DesignRef): DesignRef {
  return isKernelName(ref.design) ? { ...ref, design: pinnedKernel(ref.design) } : ref;
}

/** Whether the search is the one that the expected matrix was made with; it may end early. */
function isDefault({ scope, script, engine, runs, seed }: CheckFlags): boolean {
  return [scope, script, engine, runs, seed].every((flag) => flag === undefined);
}
