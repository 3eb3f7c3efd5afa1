import type { Valuation, Value } from './term.ts';

/** A pair of a name and a literal, as `(get-value)` answers: `(x 4)`, `(y (- 2))`, `(b true)`. */
const PAIR = /\(\s*([A-Za-z_]\w*)\s+(?:(true|false)|(\d+)|\(\s*-\s+(\d+)\s*\))\s*\)/g;

/** The values of an answer to `(get-value)`; null if it is none. */
export function parseModel(text: string): Valuation | null {
  const values: Record<string, Value> = {};
  const rest = text.replaceAll(PAIR, (_, name: string, truth?: string, n?: string, neg?: string) => {
    values[name] = truth === undefined ? Number(n ?? `-${neg ?? ''}`) : truth === 'true';
    return '';
  });
  return /^\s*\(\s*\)\s*$/.test(rest) ? values : null;
}
