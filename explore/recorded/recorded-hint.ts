import type { AllocRequest } from '../../model/call.ts';
import type { Pfn } from '../../model/range.ts';

/** What stopped a recorded allocation, as far as the recording says. */
export type Obstacle =
  'object refused' | 'store refused' | 'hint' | 'search failed' | 'hint or search failed';

/** Since which deed the hint forbids 32-bit requests of `fromPages` pages or more. */
export interface HintSetting {
  readonly fromPages: number;
  /** The number of changes of the tree before the deed. */
  readonly at: number;
  readonly deed: string;
}

/** What sets and resets the hint, as far as allocators differ: conformance/FORMAT.md, section 6. */
interface HintRules {
  /** A refused store sets it, as a failed search does. */
  readonly storeSets: boolean;
  /** A request that is no 32-bit one sets it, too. */
  readonly highSets: boolean;
  /** The erase of a range that was deferred resets it again. */
  readonly retryResets: boolean;
}

/** The hint under one set of rules: settings with fewer and fewer pages, the latest last. */
interface HintAccount extends HintRules {
  settings: readonly HintSetting[];
}

const EITHER = [false, true];

/**
 * The 32-bit hint of a recorded allocator. A recording shows what the hint refuses, and in dumps
 * its value, but not the rules by which it is set and reset. So it is kept under all rules that
 * allocators have, except those that the recording has contradicted.
 */
export class RecordedHint {
  #accounts: readonly HintAccount[] = EITHER.flatMap((storeSets) =>
    EITHER.flatMap((highSets) =>
      EITHER.map((retryResets) => ({ storeSets, highSets, retryResets, settings: [] })),
    ),
  );
  #dma32 = 0;

  /** A domain begins. The hint forbids what is larger than all that lies below `dma32`. */
  begin(dma32: Pfn, deed: string): void {
    this.#dma32 = dma32;
    for (const one of this.#accounts) one.settings = [{ fromPages: dma32, at: 0, deed }];
  }

  /** The erase of a range that begins at `lo` is tried; `again`: it was deferred before. */
  erases(lo: Pfn, again: boolean, at: number, deed: string): void {
    if (lo >= this.#dma32) return;
    for (const one of this.#accounts) {
      if (!again || one.retryResets) one.settings = set(one.settings, this.#dma32, at, deed);
    }
  }

  /**
   * The request is stopped by the obstacle; null: it is granted. `deed` is what sets the hint, if
   * this sets it. Returns, for each set of rules, the setting that forbade the request, or null.
   */
  answers(
    request: AllocRequest,
    obstacle: Obstacle | null,
    at: number,
    deed: string,
  ): readonly (HintSetting | null)[] {
    if (obstacle === 'object refused') return [];
    const is32Bit = request.limit < this.#dma32;
    const pages = request.sizePages;
    const forbids = ({ settings }: HintAccount): HintSetting | null =>
      (is32Bit && settings.find(({ fromPages }) => fromPages <= pages)) || null;
    if (obstacle !== 'hint or search failed') {
      const forbidden = obstacle === 'hint';
      this.#accounts = this.#accounts.filter((one) => (forbids(one) !== null) === forbidden);
    }
    const forbade = this.#accounts.map(forbids);
    if (obstacle === null) return forbade;
    this.#accounts.forEach((one, index) => {
      const failed = forbade[index] === null && (is32Bit || one.highSets);
      if (!failed || (obstacle === 'store refused' && !one.storeSets)) return;
      one.settings = set(one.settings, pages, at, deed);
    });
    return forbade;
  }

  /** A dump shows the hint. */
  shows(pages: number): void {
    this.#accounts = this.#accounts.filter(({ settings }) => settings.at(-1)?.fromPages === pages);
  }
}

/** The settings once the hint is `pages`. What was forbidden and stays so keeps its deed. */
function set(
  settings: readonly HintSetting[],
  pages: number,
  at: number,
  deed: string,
): readonly HintSetting[] {
  const higher = settings.filter(({ fromPages }) => fromPages > pages);
  const since = settings[higher.length] ?? { at, deed };
  return [...higher, { ...since, fromPages: pages }];
}
