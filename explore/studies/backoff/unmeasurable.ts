/** What was to be measured has no end under this policy. */
export class Unmeasurable extends Error {
  override readonly name: string = 'Unmeasurable';
}

/** What is measured; null if it cannot be. */
export function measuredOrNull<T>(measure: () => T): T | null {
  try {
    return measure();
  } catch (error) {
    if (error instanceof Unmeasurable) return null;
    throw error;
  }
}
