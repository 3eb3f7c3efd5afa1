import type { Fact } from '../../model/fact.ts';
import type { Ledger } from '../../model/ledger.ts';
import { type Deed, type Said, saidBy } from './deed.ts';

/** What is noted of the present action, for the words of its deed. */
export class DeedNotes implements Deed {
  actor = '';
  /** The call that it began; null: none. */
  begun: number | null = null;
  /** What counts of what its facts say; null: nothing. */
  said: Said | null = null;

  /** An action begins. */
  begin(actor: string): void {
    this.actor = actor;
    this.begun = this.said = null;
  }

  /** A fact of the action, which `ledger` has entered. */
  note(fact: Fact, ledger: Ledger): void {
    if (fact.kind === 'invoked') this.begun = fact.call;
    const said = saidBy(fact, ledger);
    if (said !== null && said.weight > (this.said?.weight ?? 0)) this.said = said;
  }

  get deed(): Deed {
    const { actor, begun, said } = this;
    return { actor, begun, said };
  }
}
