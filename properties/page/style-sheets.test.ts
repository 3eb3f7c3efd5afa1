/** The style sheets of the viewer: no rule for what is not there. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const FILES = readdirSync('page', { recursive: true, encoding: 'utf8' });

function textOf(ending: string): string {
  const files = FILES.filter((file) => file.endsWith(ending));
  return files.map((file) => readFileSync(`page/${file}`, 'utf8')).join('\n');
}

test('every class and every custom property of the style sheets is used', () => {
  const styles = textOf('.css');
  const code = `${textOf('.tsx')}${readFileSync('report/page/policy-plots.ts', 'utf8')}`;
  const classes = new Set(Array.from(styles.matchAll(/\.([a-z][\w-]*)/g), ([, name = '']) => name));
  expect(classes.size).toBeGreaterThan(40);
  // Uses of pages, outcomes and truths are classes by their names in the data.
  const data = readFileSync('report/page/page-document.ts', 'utf8');
  const unused = [...classes].filter((name) => !new RegExp(`\\b${name}\\b`).test(code + data));
  expect(unused).toEqual([]);
  const properties = Array.from(styles.matchAll(/^ {2}(--[\w-]+):/gm), ([, name = '']) => name);
  // Plots name these by number, and Plot itself the other one.
  const named = properties.filter((name) => !/^--(?:series-\d|plot-background)$/.test(name));
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((name) => !`${styles}${code}`.includes(`var(${name})`))).toEqual([]);
});
