import { splitLabel } from './step-label.ts';

/** Steps in a row that one C function takes. */
export interface StepGroup {
  /** Null: the function that the reader knows the context to be in. */
  readonly fn: string | null;
  /** Where in the function, in order; at least one. */
  readonly places: readonly string[];
}

/**
 * Labels of steps in order, grouped by function.
 * @param knownFn the function that the reader knows the context to be in; null: none
 */
export function groupSteps(labels: readonly string[], knownFn: string | null): StepGroup[] {
  const groups: { readonly fn: string | null; readonly places: string[] }[] = [];
  let current = knownFn;
  for (const label of labels) {
    const { fn, place } = splitLabel(label);
    const enters = fn !== current && fn !== '';
    const last = groups.at(-1);
    if (last === undefined || enters) groups.push({ fn: enters ? fn : null, places: [place] });
    else last.places.push(place);
    if (enters) current = fn;
  }
  return groups;
}
