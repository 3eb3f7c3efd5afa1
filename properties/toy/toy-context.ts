import type { Request } from '../../model/call.ts';
import type { ContextId } from '../../model/context-id.ts';
import type { Range } from '../../model/range.ts';
import type { ContextState } from '../../port/system.ts';

/** The call that a context is in, and how far it has come. Immutable. */
export interface Stand {
  readonly call: number;
  readonly request: Request;
  /** The pages that an allocation has found but not taken yet; null: it has not looked yet. */
  readonly found: Range | null;
}

export class ToyContext implements ContextState {
  readonly id: ContextId;
  stand: Stand | null = null;
  steps = 0;

  constructor(id: ContextId) {
    this.id = id;
  }

  get busy(): boolean {
    return this.stand !== null;
  }

  get call(): number | null {
    return this.stand?.call ?? null;
  }

  get serves(): Request['fn'] | null {
    return this.stand?.request.fn ?? null;
  }

  get knows(): number {
    return this.stand === null || this.stand.found === null ? 0 : 1;
  }

  get next(): { readonly at: string; readonly asks: boolean } | null {
    if (this.stand === null) return null;
    const { request, found } = this.stand;
    if (request.fn !== 'alloc') return { at: 'toy_free: erase', asks: true };
    return { at: `toy_alloc: ${found === null ? 'look' : 'take'}`, asks: false };
  }
}
