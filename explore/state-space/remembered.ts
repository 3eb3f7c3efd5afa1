import type { Position } from './position.ts';
import type { Recallable } from './model.ts';

/** Makes the changes of a row, which begin at index `from` of it: places, each with a number. */
export function change(position: Position, words: Int32Array, row: number, from: number): void {
  const { numbers } = position;
  const end = row + (words[row - 1] as number);
  for (let at = row + from; at < end; at += 2) {
    const place = words[at] as number;
    const number = words[at + 1] as number;
    if (numbers[place] !== number) position.change(place, number);
  }
}

/** What has changed, from change number `first` on: places, each with the number there. */
export function changesSince(
  first: number,
  { changed, from, numbers }: Position,
  { reads }: Recallable,
): readonly number[] {
  const changes: number[] = [];
  for (let at = first; at < changed.length; at += 1) {
    const place = changed[at] as number;
    if (from[place] !== numbers[place]) changes.push(place, numbers[place] as number);
  }
  // What was read is known to be the same next time, but this may not be.
  for (const place of reads.writtenUnread) {
    if (from[place] === numbers[place]) changes.push(place, numbers[place] as number);
  }
  return changes;
}
