/** Mistakes in policies, scripts, run files, allow-lists and options; docs/mistakes.md has them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { documentedIn, partsOf } from './documented.ts';
import { iovaCheck, ROOT } from '../cli/iova-check.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-mistakes-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const corpus = join(ROOT, 'corpus');
const NAME = 'marker-liv-1-nobody-erases-what-free-deferred-the-work-is-idle.json';
const RUN = readFileSync(join(corpus, NAME), 'utf8');

function policy(name: string, fields: string): string {
  const right =
    "name: 'mine', initial: 0, startJiffies: 10, capJiffies: 10, resetsOn: 'success', " +
    'warns: null, next: (state) => ({ state, delayJiffies: 10, warn: false })';
  return file(name, `export default { ${right}, ${fields} };\n`);
}

function script(name: string, calls: string): string {
  return file(name, `{"format":"iova-check script","version":1,"calls":[${calls}]}\n`);
}

function alloc(on: string, limit: string): string {
  return `{"on":"${on}","call":{"fn":"alloc","sizePages":1,"limit":${limit},"aligned":true}}`;
}

const ALLOWED = 'well-behaved  AVL-1 refused <- x\n';
const check = ['check', 'llist'] as const;

/** By the words of docs/mistakes.md. */
const MISTAKES: Readonly<Record<string, readonly string[]>> = {
  'a delay that is a string': [
    'policy',
    policy('a.mjs', "next: (state) => ({ state, delayJiffies: '10', warn: false })"),
  ],
  'an async `next()`': [
    'policy',
    policy('b.mjs', 'next: async (state) => ({ state, delayJiffies: 10, warn: false })'),
  ],
  'a policy that writes into its state': [
    'policy',
    policy('c.mjs', 'initial: { n: 0 }, next(state) { state.n += 1; return { state }; }'),
  ],
  'a policy that counts its calls in its module': [
    'policy',
    policy(
      'd.mjs',
      'count: { n: 0 }, next(state) { this.count.n += 1; ' +
        'return { state, delayJiffies: this.count.n > 100 ? 5 : 10, warn: false }; }',
    ),
  ],
  'a state that is a `Map`': ['policy', policy('e.mjs', 'initial: new Map()')],
  'a policy that is no default export': ['policy', file('f.mjs', 'export const policy = {};\n')],
  'a script that names a call there is not': [
    ...check,
    '--script',
    script('g.json', alloc('cpu0', '1048575').replace('alloc', 'allocBulk')),
  ],
  'a script on a CPU that no scope has': [
    ...check,
    '--script',
    script('h.json', alloc('cpu9', '1048575')),
  ],
  'a script whose limit needs fillers': [
    ...check,
    '--script',
    script('i.json', alloc('cpu0', '1049576')),
  ],
  'a key that is given twice': [
    ...check,
    '--script',
    script('k.json', alloc('cpu0', '1,"limit":1048575')),
  ],
  'a `package.json` for a script': [...check, '--script', join(ROOT, 'package.json')],
  'a run of a design whose name is misspelt': [
    'replay',
    file('l.json', RUN.replace('"design":"marker"', '"design":"markr"')),
  ],
  'a run file that was cut': ['replay', file('m.json', RUN.slice(0, 300))],
  'a run file for an allow-list': [...check, '--allow', join(corpus, NAME)],
  'a kind of callers that is misspelt in an allow-list': [
    ...check,
    '--allow',
    file('n.txt', ALLOWED.replace('behaved', 'behavd')),
  ],
  'a policy file for a recording': ['recorded', policy('o.mjs', '')],
  'a design that is misspelt': ['check', 'lllist'],
  'a command that is misspelt': ['chek', 'llist'],
  'a key of a scope that is misspelt': [...check, '--scope', 'cpu=1'],
  'a scope with caches for `agree`': ['agree', 'llist', 'marker', '--scope', 'magazine=1'],
  'a preset that is misspelt': [...check, '--scope', 'smal'],
  'a policy that is misspelt': ['policy', 'flat-1ms'],
  'a property that is misspelt': [...check, '--property', 'AVL-11'],
  'an engine that is misspelt': [...check, '--engine', 'shortes'],
  'callers that are misspelt': [...check, '--callers', 'carless'],
  'a list that is misspelt': ['list', 'desings'],
  'a seeded bug that is misspelt': ['bugs', 'rests-for-evr'],
};

/** By mistake: what docs/mistakes.md says that the command says. */
const DOCUMENTED = documentedIn('Mistakes, and what iova-check says of them');

describe('a mistake gets one clear line and exit code 2', () => {
  test.each(Object.entries(MISTAKES))('%s', (mistake, args) => {
    const { status, out, err } = iovaCheck(...args);
    const said = err.replaceAll(`${folder}/`, '').replaceAll(ROOT, '');
    expect(said.trimEnd().split('\n')).toHaveLength(1);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    for (const part of partsOf(DOCUMENTED.get(mistake))) {
      expect(said.replaceAll('`', '')).toContain(part);
    }
  });

  test('docs/mistakes.md has no other mistake', () => {
    expect([...DOCUMENTED.keys()].toSorted()).toEqual(Object.keys(MISTAKES).toSorted());
  });
});
