/** A step's label in two parts: the C function, and the place in it. */
export interface StepLabel {
  /** Empty if the label names no function. */
  readonly fn: string;
  readonly place: string;
}

/** Splits a label such as "free_iova: look up". */
export function splitLabel(label: string): StepLabel {
  const colon = label.indexOf(': ');
  if (colon < 0) return { fn: '', place: label };
  return { fn: label.slice(0, colon), place: label.slice(colon + 2) };
}
