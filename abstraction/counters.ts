/**
 * Left out of a state: how many memory requests have been made and refused since the system began,
 * how many steps a context has taken since its coroutine began, and the name of the place of the
 * last action.
 *
 * Why that is sound: no code of a design reads them. Engines take the difference of two readings
 * with no return to a state in between: whether the action made a request, whether it was refused,
 * how many steps a round of a loop has. A difference does not depend on where counting began. Every
 * action sets the place before it does anything else. The cost of a search counts refusals by
 * itself, along the run; the count of all refusals of a run is read only where no state is
 * restored.
 */

/** What of the memory is part of a state: its pressure. */
export function withoutRequestCounts<Pressure>(memory: {
  readonly pressure: Pressure;
  readonly asked: number;
  readonly refused: number;
}): Pressure {
  return memory.pressure;
}

/** Where a context stands, as plain data: what it serves, its next step, and what it was sent. */
export function withoutStepCount(context: {
  readonly steps: number;
  readonly routine: {
    readonly request: unknown;
    readonly next: { readonly at: string } | null;
    readonly known: readonly unknown[];
  } | null;
}): unknown {
  const { routine } = context;
  return routine === null ? null : [routine.request, routine.next?.at, routine.known];
}
