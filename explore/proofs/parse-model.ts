import type { Valuation, Value } from './term.ts';

/** A line of a model as Z3 prints it: `x -> 4`, `y -> (- 2)`, `b -> true`. */
const LINE = /^([A-Za-z_]\w*) -> (?:(true|false)|(\d+)|\(- (\d+)\))$/;

/**
 * The values that a model gives; null if the text is no model. What the model leaves out may have
 * any value.
 */
export function parseModel(text: string): Valuation | null {
  const values: Record<string, Value> = {};
  for (const line of text.trim().split('\n')) {
    const [all, name = '', truth, number, negative = ''] = LINE.exec(line) ?? [];
    if (all === undefined) return null;
    values[name] = truth === undefined ? Number(number ?? `-${negative}`) : truth === 'true';
  }
  return values;
}
