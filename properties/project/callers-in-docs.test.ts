/** What the documents say of kinds of callers, and of teardowns that race calls. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { searchScope } from '../../explore/engines/shortest/search-scope.ts';
import { SCOPE_DEFAULTS } from '../../explore/run/scope-defaults.ts';
import { scopeOfScript } from '../../explore/run/scope-of-script.ts';
import { readScript } from '../../explore/run/script-file.ts';
import { atMostStates } from '../../explore/state-space/budget.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { allProperties } from '../../model/properties/all.ts';
import { callerKinds } from '../../port/caller-kinds.ts';
import { ROOT } from './layering.ts';

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

test.each(callerKinds)('the documents say what %s callers are', (kind) => {
  expect(read('docs/model.md')).toMatch(new RegExp(`^_${kind}_ callers`, 'im'));
  expect(read('docs/glossary.md')).toMatch(new RegExp(`\\*\\*${kind}\\s+callers\\*\\*`, 'i'));
  expect(read('docs/scopes.md')).toContain(`--callers ${kind}`);
});

test('docs/variations.md quotes the teardown of its example', () => {
  const [, quoted = ''] = /```ts\n( {2}\*put[\s\S]*?)```/.exec(read('docs/variations.md')) ?? [];
  expect(quoted).toContain('synchronizeRcu');
  expect(read('docs/examples/hardened-waits-for-calls.ts')).toContain(quoted);
});

describe('docs/signatures.md', () => {
  const file = 'docs/examples/free-during-teardown.script.json';
  const { script } = readScript(read(file), file);
  const scope = scopeOfScript(script, { ...SCOPE_DEFAULTS, callers: 'racing-teardown' });

  /** The row of the table that begins with these words: a cell for each design. */
  function rowOf(words: string): readonly string[] {
    const lines = read('docs/signatures.md').split('\n');
    const line = lines.find((other) => other.startsWith(`| ${words} `)) ?? '';
    return line
      .split('|')
      .slice(2, -1)
      .map((cell) => cell.trim());
  }

  /** The lengths of the shortest runs of the script that show the signature, for each design. */
  function lengthsOf(signature: string): readonly string[] {
    return knownDesigns.map((design) => {
      const options = { exact: false, preemptions: null, script };
      const subject = twinSubject(design, allProperties);
      const { found } = searchScope(subject, scope, atMostStates(100_000), options);
      const cost = found.find(([other]) => other === signature)?.[1].cost;
      if (cost === undefined) return '-';
      return [cost.calls, cost.refusals, cost.switches, cost.steps].join('/');
    });
  }

  test.each([
    ['`TER-1` `put_iova_domain()` left the work', 'TER-1 put_iova_domain() left the work'],
    ['`TER-1` the work is running after', 'TER-1 the work is running after the teardown'],
    ['`TER-1` the work is armed after', 'TER-1 the work is armed after the teardown'],
    ['`MEM-3` `put_iova_domain()` left', 'MEM-3 put_iova_domain() left range objects'],
  ])('docs/signatures.md has the lengths that a search finds: %s', (words, signature) => {
    expect(rowOf(words)).toEqual(lengthsOf(signature));
  });
});
