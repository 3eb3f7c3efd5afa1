import type { Hunted } from '../../explore/studies/bugs/attempt.ts';
import type { SeededBug } from '../../impl/bugs/seeded-bug.ts';
import type { Property } from '../../model/property.ts';
import { columns, wrapText } from '../text/wrap-text.ts';

/**
 * For each property the bugs that no other property would catch: it must catch them, and in their
 * scope they break nothing else, whether the clock is judged or not.
 */
export function formatNeeded(
  bugs: readonly SeededBug[],
  hunted: readonly Hunted[],
  properties: readonly Property[],
): string {
  const lines = ['Properties without which a bug goes unseen: in its scope nothing else breaks'];
  const without: string[] = [];
  for (const { id } of properties) {
    const named = new Set(
      bugs.filter(({ caughtBy }) => caughtBy === id).map(({ design }) => design.name),
    );
    const alone = hunted.filter(
      ({ bug, news, bound }) =>
        named.has(bug) &&
        news.length > 0 &&
        bound === null &&
        news.every(([signature]) => signature.startsWith(`${id} `)),
    );
    if (alone.length === 0) without.push(id);
    else {
      const names = alone.map(({ bug }) => bug).join(', ');
      lines.push(...wrapText(names, columns(), `  ${id.padEnd(6)} `, '         '));
    }
  }
  if (without.length > 0) lines.push(`  no such bug: ${without.join(', ')}`);
  return `${lines.join('\n')}\n`;
}
