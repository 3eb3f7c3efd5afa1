import { judgesBank } from '../../abstraction/broken-before.ts';
import { withoutWhoReserved } from '../../abstraction/given-back.ts';
import type { Reads } from '../../abstraction/reads.ts';
import { joinBanks, type RegisterBank } from '../../abstraction/register.ts';
import type { GapContract } from '../../model/gap-contract.ts';
import type { Judges } from '../../model/judges.ts';

/** What the states of a world are made of. */
export interface Stateful {
  readonly judges: Judges;
  /** What is known of the causes of refusals. Immutable plain data. */
  since: unknown;
  /** Notes what is read of the state; null: nobody does. */
  readonly reads: Reads | null;
}

/** What decides how a world is observed. */
export interface Observed {
  readonly gap: GapContract;
  /** Who made a reservation is forgotten. */
  readonly forgets: boolean;
  /** What is known of the causes of refusals is part of the state. */
  readonly explains: boolean;
}

/** The states of a world: of its system, of its judges, and of what it knows of causes. */
export class WorldStates {
  readonly banks: readonly RegisterBank[];
  /** The same as one bank. To save and to restore states by it is no read that counts. */
  readonly bank: RegisterBank;
  readonly #reads: () => Reads | null;
  /** As long as there are registers: to fill a copy is faster than to grow a new list. */
  readonly #blank: readonly null[];

  constructor(system: RegisterBank, of: Stateful, { gap, forgets, explains }: Observed) {
    const { judges } = of;
    const judged = judgesBank(judges, gap);
    const registers = judged.registers.map((register) =>
      forgets ? withoutWhoReserved(register, judges.ledger) : register,
    );
    const banks = [system, { ...judged, registers }];
    this.banks = explains ? [...banks, sinceBank(of)] : banks;
    this.#reads = () => of.reads;
    this.bank = this.#unread(joinBanks(this.banks));
    this.#blank = this.bank.registers.map(() => null);
  }

  #unread(bank: RegisterBank): RegisterBank {
    return {
      registers: bank.registers,
      read: (into, at) => {
        this.#reads()?.pause();
        bank.read(into, at);
        this.#reads()?.resume();
      },
      write: (from, at) => {
        this.#reads()?.pause();
        bank.write(from, at);
        this.#reads()?.resume();
      },
    };
  }

  /** What every register holds. */
  save(): readonly unknown[] {
    const saved: unknown[] = this.#blank.slice();
    this.bank.read(saved, 0);
    return saved;
  }

  restore(saved: readonly unknown[]): void {
    this.bank.write(saved, 0);
    this.#reads()?.restored();
  }
}

/** What is known of the causes of refusals, as a register. */
function sinceBank(of: Stateful): RegisterBank {
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
