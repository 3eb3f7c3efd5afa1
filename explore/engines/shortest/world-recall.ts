import { keyOf } from '../../../abstraction/key-of.ts';
import type { RegisterBank } from '../../../abstraction/register.ts';
import { Reads } from '../../../abstraction/reads.ts';
import type { Fact } from '../../../model/fact.ts';
import type { ContextState } from '../../../port/system.ts';
import {
  type FoundHang,
  type Move,
  type Recallable,
  type Saying,
  type MoverStanding,
  STANDINGS,
} from '../../state-space/model.ts';
import type { World } from '../../world/world.ts';
import type { HangProbe } from './hang-probe.ts';
import type { MoveNumbers } from './move-numbers.ts';
import type { MoveSources } from './move-sources.ts';

/** What a system says in one move: who acts, and facts. */
interface FactsOf extends Saying {
  readonly actor: string;
  readonly facts: readonly Fact[];
}

const NOTHING: FactsOf = { key: '', isSilent: true, actor: '', facts: [] };

/** What a world tells of its reads. */
export class WorldRecall implements Recallable {
  readonly reads: Reads = new Reads();
  readonly movers: number;
  readonly closedAt: number;
  readonly #world: World;
  readonly #moves: MoveNumbers;
  readonly #sources: MoveSources;
  readonly #probe: HangProbe;
  saying: FactsOf = NOTHING;

  constructor(world: World, moves: MoveNumbers, sources: MoveSources, probe: HangProbe) {
    this.#world = world;
    this.movers = world.system.contexts.length;
    this.closedAt = world.bank.registers.findIndex(({ of }) => of === 'closed');
    this.#moves = moves;
    this.#sources = sources;
    this.#probe = probe;
    const [system] = world.states.banks;
    for (const [place, { watch = null }] of world.bank.registers.entries()) {
      watch?.begin(place);
      const isOfSystem = place < (system as RegisterBank).registers.length;
      if (watch === null && isOfSystem) this.reads.unwatched.push(place);
    }
    world.reads = this.reads;
  }

  act(move: Move): boolean {
    const facts: Fact[] = [];
    const met = this.#world.act(this.#moves.actionOf(move), facts);
    this.#world.system.snapshots?.settle();
    const { actor } = this.#world.lastDeed;
    this.saying = { key: keyOf([actor, facts]), isSilent: facts.length === 0, actor, facts };
    return met;
  }

  hear(saying: Saying): void {
    const { actor, facts } = saying as FactsOf;
    this.#world.hear(actor, facts);
    this.#world.settle();
  }

  get deedKey(): string {
    const { actor, begun, said } = this.#world.lastDeed;
    return `${begun} ${said?.weight} ${said?.what} ${actor}`;
  }

  get isUnexplained(): boolean {
    return this.#world.judges.unexplained.length > 0;
  }

  get witnesses(): number[] {
    return this.#world.judges.witnesses;
  }

  get sources(): number {
    return this.#sources.count;
  }

  modeOf(calls: number, refusals: number): number {
    return this.#sources.modeOf(calls, refusals);
  }

  movesOf(source: number, mode: number): readonly Move[] {
    return this.#sources.movesOf(source, mode);
  }

  standingOf(mover: number): MoverStanding {
    const { system } = this.#world;
    const context = system.contexts[mover] as ContextState;
    if (!context.busy) return STANDINGS.idle;
    return system.canStep(context.id) ? STANDINGS.goesOn : STANDINGS.waits;
  }

  mayHang(mover: number): boolean {
    return this.#probe.isNeeded(mover);
  }

  probeOf(mover: number, found: FoundHang): string | null {
    return this.#probe.probe(mover, found);
  }
}
