import { SIZE_CLASSES } from '../../model/size-class.ts';
import { callerKinds } from '../../port/caller-kinds.ts';
import { didYouMean } from '../../port/nearest-name.ts';
import { TREE_MEMORIES } from '../../port/tree-memory.ts';
import { PRESETS, type PresetScope } from './presets.ts';
import { NO_CACHES, wrongCaches } from './scope-caches.ts';
import {
  CPUS_MAX,
  FILLERS_MAX,
  formatScope,
  MAGAZINE_MAX,
  PAGES_MAX,
  type Scope,
  STOCK_MAX,
} from './scope.ts';

/** A text names no scope. The message is one line that says what, where, and what to do. */
export class UnreadableScope extends Error {
  override readonly name: string = 'UnreadableScope';
}

/** The values of a key: whole numbers, both bounds inclusive, or one of some words. */
type Values =
  | { readonly least: number; readonly most: number }
  | { readonly words: Readonly<Record<string, string | boolean>> };

const FLAG: Values = { words: { on: true, off: false } };

/** More calls or refusals than any search could visit are taken for a typing error. */
const KEYS: Readonly<Record<keyof Scope, Values>> = {
  cpus: { least: 1, most: CPUS_MAX },
  irqs: { least: 0, most: CPUS_MAX },
  calls: { least: 1, most: 20 },
  pages: { least: 2, most: PAGES_MAX },
  fillers: { least: 0, most: FILLERS_MAX },
  requests: {
    words: {
      aligned: 'aligned',
      unaligned: 'unaligned',
      refill: 'refill',
      cached: 'cached',
      wide: 'wide',
    },
  },
  magazine: { least: 0, most: MAGAZINE_MAX },
  classes: { least: 1, most: SIZE_CLASSES },
  stock: { least: 0, most: STOCK_MAX },
  hotplug: FLAG,
  refusals: { least: 0, most: 16 },
  callers: { words: Object.fromEntries(callerKinds.map((kind) => [kind, kind])) },
  reserve: FLAG,
  teardown: FLAG,
  memory: { words: TREE_MEMORIES },
  timers: { words: { any: 'any', exact: 'exact' } },
};

function isKey(name: string): name is keyof Scope {
  return Object.hasOwn(KEYS, name);
}

function isPreset(name: string): name is keyof typeof PRESETS {
  return Object.hasOwn(PRESETS, name);
}

/**
 * Reads scopes from a text: keys and values in any order ("cpus=2,calls=3"), a preset ("large"), or
 * a preset followed by keys that override each of its scopes ("large,reserve=off"); with fewer
 * pages than a scope has stock, all of them are stocked. No scope is listed twice.
 * @param base the values of keys that are not given; with a preset, only `base.callers` is used
 * @throws UnreadableScope if the text names no scope, or a value is out of range
 */
export function parseScopes(text: string, base: Scope): readonly Scope[] {
  const fail = (what: string): Error => new UnreadableScope(`scope ${quoted(text)}: ${what}`);
  if (text.trim() === '') throw fail(`it is empty; give ${presetNames()}, or key=value`);
  const items = text.trim().split(/\s*,\s*|\s+/);
  const first = items[0] ?? '';
  if (!first.includes('=') && !isKey(first) && first !== '' && !isPreset(first)) {
    const near = didYouMean(first, Object.keys(PRESETS));
    throw fail(`no preset is called ${quoted(first)}; give ${presetNames()}, or key=value${near}`);
  }
  const preset = isPreset(first) ? first : null;
  const { callers } = base;
  const bases: readonly PresetScope[] = preset === null ? [base] : PRESETS[preset];
  const given = parseItems(preset === null ? items : items.slice(1), fail);
  const scopes = bases.map((scope) => withKeys({ ...scope, callers }, given, preset !== null));
  for (const { irqs, cpus } of scopes) {
    if (irqs <= cpus) continue;
    const where = preset === null ? '' : ` in a scope of ${preset}`;
    throw fail(
      `irqs=${irqs} needs as many CPUs, and cpus is ${cpus}${where}; lower irqs, or raise cpus`,
    );
  }
  for (const scope of scopes) {
    const wrong = wrongCaches(scope);
    if (wrong !== null) throw fail(wrong);
  }
  return [...new Map(scopes.map((scope) => [formatScope(scope), scope])).values()];
}

/**
 * The scope with the keys that were given. One of a preset has no more stock than pages then, and
 * with `magazine=0` nothing of caches that was not given.
 */
function withKeys(scope: Scope, given: Partial<Scope>, ofPreset: boolean): Scope {
  if (!ofPreset) return { ...scope, ...given };
  const changed = { ...scope, ...(given.magazine === 0 ? NO_CACHES : {}), ...given };
  return { ...changed, stock: given.stock ?? Math.min(changed.stock, changed.pages) };
}

function parseItems(
  items: readonly string[],
  fail: (what: string) => Error,
): Readonly<Partial<Scope>> {
  const given = new Map<string, number | string | boolean>();
  for (const item of items) {
    const at = item.indexOf('=');
    if (at === -1) throw fail(`expected key=value, found ${quoted(item)}`);
    const key = item.slice(0, at);
    if (!isKey(key)) {
      const keys = Object.keys(KEYS);
      const near = didYouMean(key, keys);
      throw fail(`no key is called ${quoted(key)}; keys are ${keys.join()}${near}`);
    }
    if (given.has(key)) throw fail(`${key} is given twice; give it once`);
    const value = item.slice(at + 1);
    const parsed = parseValue(value, KEYS[key]);
    if (parsed === null) {
      const values = KEYS[key];
      const near = 'words' in values ? didYouMean(value, Object.keys(values.words)) : '';
      throw fail(`${key}: expected ${describe(values)}, found ${quoted(value)}${near}`);
    }
    given.set(key, parsed);
  }
  return Object.fromEntries(given);
}

function parseValue(text: string, values: Values): number | string | boolean | null {
  if ('words' in values) {
    return Object.hasOwn(values.words, text) ? (values.words[text] ?? null) : null;
  }
  const value = Number(text);
  return /^\d+$/.test(text) && value >= values.least && value <= values.most ? value : null;
}

function describe(values: Values): string {
  if ('words' in values) return Object.keys(values.words).join(' or ');
  return `a whole number, ${values.least} to ${values.most}`;
}

function presetNames(): string {
  return Object.keys(PRESETS).join(', ');
}

function quoted(text: string): string {
  return JSON.stringify(text.length <= 60 ? text : `${text.slice(0, 57)}...`);
}
