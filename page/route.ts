/** Where the reader is: in a run, after a step of it; or, if `run` is null, at the list of runs. */
export interface Route {
  readonly run: string | null;
  /** The step, from 0; 0: before the first one. Null: the link names none. */
  readonly step: number | null;
}

/** The place that the fragment of an address names: "#run/step", "#run" or "". */
export function routeOf(fragment: string): Route {
  const [run = '', step = ''] = fragment.replace(/^#/, '').split('/');
  const number = /^\d+$/.test(step) ? Number(step) : null;
  return run === '' ? { run: null, step: null } : { run, step: number };
}

/** The fragment of a place, for a link. */
export function fragmentOf({ run, step }: Route): string {
  if (run === null) return '#';
  return step === null ? `#${run}` : `#${run}/${step}`;
}
