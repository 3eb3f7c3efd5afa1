import { expect, test } from 'vitest';
import { toolKey } from '../../explore/keeping/tool-key.ts';

test('the key of the tool has the version of Node and those of the packages that it runs', () => {
  const parts = Object.fromEntries(toolKey());
  expect(parts['node']).toContain(process.version);
  for (const name of ['fast-check', 'pure-rand', '@swc/wasm-typescript']) {
    const found = JSON.parse(parts[name] ?? '') as Readonly<Record<string, string>>;
    expect(found['name']).toBe(name);
    expect(found['version']).toMatch(/^\d/);
  }
});
