import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { Processes } from '../../explore/engines/exhaustive/processes.ts';
import type { Scope } from '../../explore/run/scope.ts';
import { type Script, startOrder } from '../../explore/run/script.ts';
import type { Design } from '../../impl/designs/design.ts';
import type { ContextId } from '../../model/context-id.ts';
import type { Property } from '../../model/property.ts';
import { scriptOf } from './engine-cases.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';
import type { SeededDraw } from './seeded-draw.ts';

const WIDE: Scope = { ...scopeOfTests, cpus: 3, calls: 5, pages: 4, refusals: 2, teardown: true };

/** Scopes in which all kinds of contexts can come between steps. */
export const WIDE_SCOPES: readonly Scope[] = [
  WIDE,
  { ...WIDE, cpus: 2, irqs: 2, reserve: true },
  { ...WIDE, callers: 'careless', reserve: true, irqs: 1 },
  { ...WIDE, callers: 'racing-teardown', reserve: true, irqs: 1 },
];

/** A random script of the scope. It may have calls that can never begin. */
function drawScript(scope: Scope, draw: SeededDraw): Script {
  const contexts: ContextId[] = [];
  for (let cpu = 0; cpu < scope.cpus; cpu += 1) contexts.push(`cpu${cpu}`);
  for (let irq = 0; irq < scope.irqs; irq += 1) contexts.push(`irq${irq}`);
  const dealt = Array.from({ length: scope.calls }, () => draw.below(contexts.length)).toSorted(
    (a, b) => a - b,
  );
  const reserves = scope.reserve ? ['r0', 'r1'] : [];
  return dealt.flatMap((at) => {
    const on = contexts[at] as ContextId;
    const named = draw.below(scope.calls);
    const frees = [`f${named}`, `f${named}`];
    const more = on.startsWith('irq') ? [] : [`o${named}`, `l${named}`, ...reserves];
    return scriptOf(`${on}: ${draw.pick(['a1', 'A1', 'A2', ...frees, ...more])}`, scope);
  });
}

/** Puts processes into the states of random runs of random scripts, under random plans. */
export class RandomProcesses {
  readonly processes: Processes;
  readonly #scope: Scope;
  readonly #draw: SeededDraw;

  constructor(design: Design, scope: Scope, properties: readonly Property[], draw: SeededDraw) {
    this.processes = new Processes(twinSubject(design, properties), scope);
    this.#scope = scope;
    this.#draw = draw;
  }

  /** Follows a random run, and yields in each of its states the processes that can take a step. */
  *walk(): Generator<readonly number[], void, undefined> {
    const script = drawScript(this.#scope, this.#draw);
    if (startOrder(script).length === 0) return;
    this.processes.begin(script, new Set());
    for (const enabled of this.#states()) this.#step(enabled);
    const granted = [...this.processes.granted].toSorted();
    const refused = granted.filter(() => this.#draw.below(granted.length) < this.#scope.refusals);
    this.processes.begin(script, new Set(refused.slice(0, this.#scope.refusals)));
    for (const enabled of this.#states()) {
      yield enabled;
      this.#step(enabled);
    }
  }

  *#states(): Generator<readonly number[], void, undefined> {
    const { processes } = this;
    const all = Array.from({ length: processes.count }, (_, at) => at);
    for (let steps = 0; steps < 150; steps += 1) {
      const enabled = all.filter((process) => processes.enabled(process));
      if (enabled.length === 0 || processes.world.judges.closed) return;
      yield enabled;
    }
  }

  #step(enabled: readonly number[]): void {
    this.processes.step(this.#draw.pick(enabled));
  }
}
