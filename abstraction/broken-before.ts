import type { GapContract } from '../model/gap-contract.ts';
import type { Judges } from '../model/judges.ts';
import type { Property } from '../model/property.ts';
import { ledgerBank } from './ledger-state.ts';
import { ReadWatch, watchField } from './reads.ts';
import { joinBanks, type RegisterBank } from './register.ts';

/**
 * All state that decides what the judges will report from here on.
 *
 * Left out of a state: what has been broken already, and how often each property's situation has
 * occurred.
 *
 * Why that is sound: a judge decides by its own state, the ledger and the next fact, and none of
 * these says what was broken. A search notes the first run of each signature when it happens, so
 * nothing that was found is lost. After a use after free nothing can be judged any more. That the
 * judges are closed is part of the state, and a search goes on from there only to look for hangs.
 */
export function judgesBank(judges: Judges, gap: GapContract): RegisterBank {
  return joinBanks([ledgerBank(judges.ledger, gap), memoriesBank(judges)]);
}

function memoriesBank(judges: Judges): RegisterBank {
  const { memories, properties } = judges;
  const watches = properties.map(() => new ReadWatch());
  judges.onRead = (judge) => watches[judge]?.note();
  /** The places of the judges that keep a state. */
  const kept = [...properties.keys()].filter((at) => properties[at]?.initial !== null);
  return {
    registers: [
      ...kept.map((at) => {
        const { id } = properties[at] as Property;
        const watch = watches[at] as ReadWatch;
        return { pool: id, of: id, observe: () => memories[at], watch };
      }),
      {
        pool: 'closed',
        of: 'closed',
        observe: () => judges.closed,
        watch: watchField(judges, 'closed'),
      },
    ],
    read: (into, at) => {
      for (let n = 0; n < kept.length; n += 1) into[at + n] = memories[kept[n] as number];
      into[at + kept.length] = judges.closed;
    },
    write: (from, at) => {
      for (let n = 0; n < kept.length; n += 1) memories[kept[n] as number] = from[at + n];
      judges.closed = from[at + kept.length] as boolean;
    },
  };
}
