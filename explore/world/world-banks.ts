import { judgesBank } from '../../abstraction/broken-before.ts';
import { withoutWhoReserved } from '../../abstraction/given-back.ts';
import type { Reads } from '../../abstraction/reads.ts';
import type { RegisterBank } from '../../abstraction/register.ts';
import type { GapContract } from '../../model/gap-contract.ts';
import type { Judges } from '../../model/judges.ts';

/** What of a world is state. */
export interface Stateful {
  readonly judges: Judges;
  /** What is known of the causes of refusals. Immutable plain data. */
  since: unknown;
  /** Notes what is read of the state; null: nobody does. */
  readonly reads: Reads | null;
}

/**
 * The registers of the judges.
 * @param forgets whether it is forgotten who reserved what
 */
export function bankOfJudges(of: Stateful, gap: GapContract, forgets: boolean): RegisterBank {
  const { judges } = of;
  const bank = judgesBank(judges, gap);
  const registers = bank.registers.map((register) =>
    forgets ? withoutWhoReserved(register, judges.ledger) : register,
  );
  return { ...bank, registers };
}

/** The same bank; to save and to restore it is no read that counts. */
export function unread(bank: RegisterBank, of: Stateful): RegisterBank {
  return {
    registers: bank.registers,
    read: (into, at) => {
      of.reads?.pause();
      bank.read(into, at);
      of.reads?.resume();
    },
    write: (from, at) => {
      of.reads?.pause();
      bank.write(from, at);
      of.reads?.resume();
    },
  };
}

/** What is known of the causes of refusals, as a register. */
export function sinceBank(of: Stateful): RegisterBank {
  return {
    registers: [{ pool: 'since', of: 'since', lasting: true, observe: () => of.since }],
    read: (into, at) => {
      into[at] = of.since;
    },
    write: (from, at) => {
      of.since = from[at];
    },
  };
}
