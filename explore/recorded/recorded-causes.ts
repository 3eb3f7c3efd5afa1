import type { AllocRequest, TakingRequest } from '../../model/call.ts';
import type { Fact } from '../../model/fact.ts';
import type { GapContract } from '../../model/gap-contract.ts';
import type { Ledger } from '../../model/ledger.ts';
import type { Refusal } from '../../model/property.ts';
import type { Range } from '../../model/range.ts';
import type { RangeSet } from '../../model/range-set.ts';
import { INITIALLY, saidBy, wordDeed } from '../world/deed.ts';
import { causeOf, fits, inTheWay } from '../world/refusal-cause.ts';
import type { HintSetting, Obstacle, RecordedHint } from './recorded-hint.ts';

/** A state of the tree, and the deed that led to it. */
interface TreeAfter {
  readonly tree: RangeSet;
  readonly deed: string;
}

/**
 * Finds out what caused the refusals in one domain of a recording. No allocation can be tried
 * there. But a request that the hint refuses would have been refused ever since a deed set the
 * hint, and the recording shows since which deed it fits.
 */
export class RecordedCauses {
  readonly #hint: RecordedHint;
  readonly #ledger: Ledger;
  readonly #gap: GapContract;
  /** The empty tree, and one for each change of it. */
  readonly #trees: TreeAfter[];
  /** What forbade the allocation that responds next, under each of the rules of the hint. */
  #forbade: readonly (HintSetting | null)[] = [];

  constructor(hint: RecordedHint, ledger: Ledger, gap: GapContract) {
    this.#hint = hint;
    this.#ledger = ledger;
    this.#gap = gap;
    this.#trees = [{ tree: ledger.tree, deed: INITIALLY }];
    hint.begin(ledger.space.dma32, INITIALLY);
  }

  /** Notes what the fact does to the tree, once the ledger has entered it. */
  note(fact: Fact, actor: string): void {
    if (fact.kind !== 'stored' && fact.kind !== 'erased') return;
    const deed = wordDeed(actor, saidBy(fact, this.#ledger), []);
    this.#trees.push({ tree: this.#ledger.tree, deed });
  }

  /** The erase of the range is going to be tried. `again`: it was deferred before. */
  erases({ lo }: Range, again: boolean, actor: string): void {
    this.#hint.erases(lo, again, this.#last, wordDeed(actor, null, ['max32']));
  }

  /** The allocation is going to respond. `obstacle`: what stopped it; null: it is granted. */
  answers(request: AllocRequest, obstacle: Obstacle | null, actor: string): void {
    const refused = { kind: 'memory', call: null, need: 'store', granted: false } as const;
    const said = obstacle === 'store refused' ? saidBy(refused, this.#ledger) : null;
    const deed = wordDeed(actor, said, ['max32']);
    this.#forbade = this.#hint.answers(request, obstacle, this.#last, deed);
  }

  /** A dump shows the hint. */
  hintIs(pages: number): void {
    this.#hint.shows(pages);
  }

  /** The cause of the refusal that the last response was, as signatures name it. */
  causeOf(refusal: Refusal): string {
    const { tree, cached, space } = this.#ledger;
    const { request, because } = refusal;
    const held = inTheWay(request, tree, cached);
    if (!fits(held, this.#gap, space, request)) {
      return causeOf(refusal, null, held, this.#gap, space);
    }
    const causes = this.#forbade.map((setting) =>
      setting === null ? null : this.#wrongedSince(request, setting),
    );
    const [since = null, ...others] = new Set(causes);
    // What sets the hint is not always known. Then there may be several deeds, or none.
    if (since === null || others.length > 0) return `refused <- recorded: ${because}`;
    return causeOf(refusal, since, held, this.#gap, space);
  }

  get #last(): number {
    return this.#trees.length - 1;
  }

  /** The later of two deeds: the one that set the hint, and the one since which it fits. */
  #wrongedSince(request: TakingRequest, setting: HintSetting): string {
    const { space } = this.#ledger;
    for (let at = this.#last; at > setting.at; at -= 1) {
      const before = this.#trees[at - 1] as TreeAfter;
      if (!fits(before.tree, this.#gap, space, request)) return (this.#trees[at] as TreeAfter).deed;
    }
    return setting.deed;
  }
}
