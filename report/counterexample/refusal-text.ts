import { splitLabel } from '../story/step-label.ts';

/**
 * Why a call was refused: "max32 forbids <- search failed". Functions are named where they change.
 * @param because labels of steps, joined by " <- "; null: not known
 */
export function refusalText(because: string | null): string {
  let last = '';
  return (because ?? 'refused')
    .split(' <- ')
    .map((label) => {
      const { fn, place } = splitLabel(label);
      const text = fn === last || last === '' ? place : label;
      last = fn;
      return text;
    })
    .join(' <- ');
}
