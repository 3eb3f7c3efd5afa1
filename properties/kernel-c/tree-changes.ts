import { loadKernel } from '../../explore/building/load-kernel.ts';
import { SoleCaller } from '../../explore/recorded/sole-caller.ts';
import type { Design } from '../../impl/designs/design.ts';
import { preallocatesMost } from '../../impl/tree/maple-demand.ts';
import { MapleTree } from '../../impl/tree/maple-tree.ts';
import type { Request } from '../../model/call.ts';
import type { Range } from '../../model/range.ts';
import { TREE_VERSIONS, type TreeVersion } from '../../model/tree-version.ts';

/** One change of a tree. `fill`: the store has its nodes taken in advance. */
export interface TreeChange extends Range {
  readonly k: 'store' | 'fill' | 'erase' | 'erase entry' | 'mark entry';
}

/** A change for which one of the two asks for nodes, and the other does not. */
interface Disagreement extends TreeChange {
  readonly ranges: number;
  readonly asks: 'the C' | 'the twin';
}

const ENTRY = 1;
const MARKER = 2;

/** A maple tree in C, from `fixtures/tree-changes/`, and its twin: both are changed alike. */
export class TreePair {
  readonly version: TreeVersion;
  tree: MapleTree = MapleTree.empty;
  changes = 0;
  /** For how many changes the C has asked for nodes. */
  asked = 0;
  readonly disagreements: Disagreement[] = [];
  readonly #design: Design;
  #caller: SoleCaller;
  #asks = false;

  private constructor(design: Design, version: TreeVersion) {
    this.#design = design;
    this.version = version;
    this.#caller = this.#fresh();
  }

  /** @param folder that of the kernel tree that has the fixture */
  static async of(folder: string, release: string): Promise<TreePair> {
    const version = TREE_VERSIONS.find((known) => known === release);
    if (version === undefined) throw new Error(`no rules are known for ${release}`);
    return new TreePair(await loadKernel(`kernel:${folder}`, null, 'fresh'), version);
  }

  /** Begins with an empty tree again. */
  clear(): void {
    this.tree = MapleTree.empty;
    this.#caller = this.#fresh();
  }

  #fresh(): SoleCaller {
    const treeMemory = `tree-${this.version}` as const;
    const setup = { granule: 4096, startPfn: 1, nowJiffies: 0, treeMemory };
    const caller = new SoleCaller(this.#design, setup, { refuses: () => false });
    caller.onFact = (fact) => {
      if (fact.kind === 'memory') this.#asks = true;
    };
    return caller;
  }

  /** Makes the change in both, and returns whether the C asks for nodes. */
  change(change: TreeChange): boolean {
    const { k, lo, hi } = change;
    this.#asks = false;
    this.#caller.call(requestOf(change));
    const value = k === 'mark entry' ? MARKER : k === 'store' || k === 'fill' ? ENTRY : 0;
    const ranges = this.tree.size;
    const twinAsks =
      this.tree.nodesNeeded(lo, hi, value, this.version) > 0 ||
      (k === 'fill' && preallocatesMost(this.version));
    this.tree = this.tree.store(lo, hi, value);
    this.changes += 1;
    if (this.#asks) this.asked += 1;
    if (this.#asks !== twinAsks) {
      this.disagreements.push({ ...change, ranges, asks: twinAsks ? 'the twin' : 'the C' });
    }
    return this.#asks;
  }

  /** What the tree in C holds. */
  rangesOfC(): readonly Range[] {
    const { ranges, deferred = [] } = this.#design.dump(this.#caller.domain);
    return [...ranges, ...deferred].map(([lo, hi]) => ({ lo, hi })).toSorted((a, b) => a.lo - b.lo);
  }
}

function requestOf({ k, lo, hi }: TreeChange): Request {
  switch (k) {
    case 'store':
      return { fn: 'reserve', lo, hi };
    case 'fill':
    case 'erase':
      return { fn: 'alloc', sizePages: hi - lo + 1, limit: hi, aligned: k === 'fill' };
    case 'erase entry':
      return { fn: 'free', pfn: lo, of: null };
    case 'mark entry':
      return { fn: 'freeObject', pfn: lo, of: null };
  }
}
