/** What was to be measured never ends under this policy. */
export class Unmeasurable extends Error {
  override readonly name: string = 'Unmeasurable';
}

/** The measured value; null if it cannot be measured. */
export function measuredOrNull<T>(measure: () => T): T | null {
  try {
    return measure();
  } catch (error) {
    if (error instanceof Unmeasurable) return null;
    throw error;
  }
}
