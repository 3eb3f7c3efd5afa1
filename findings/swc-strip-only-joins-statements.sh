#!/bin/sh
# @swc/wasm-typescript 1.16.2, mode strip-only: a type alias between a line without a semicolon and a
# line that begins with ";[" disappears together with that semicolon, so the two statements join and
# mean something else. Nothing is reported. The mode "transform" keeps them apart.
#
# Seen: strip-only "1 2 2,1" (rows became the result of the assignment), transform "2 1 5".
# Ends with 0 if that is still so.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @swc/wasm-typescript@1.16.2
cat > seen.mjs <<'EOF'
import { writeFileSync } from 'node:fs';
import { transformSync } from '@swc/wasm-typescript';

const text = [
  'let first = 1, second = 2',
  'const rows = [5]',
  'type Row = number',
  ';[first, second] = [second, first]',
  'export default `${first} ${second} ${rows}`',
  '',
].join('\n');

for (const mode of ['strip-only', 'transform']) {
  const { code } = transformSync(text, { mode, module: true });
  writeFileSync(`${mode}.mjs`, code);
  console.log(`${mode}: ${(await import(`./${mode}.mjs`)).default}`);
}
EOF
node seen.mjs | tee seen.txt
printf 'strip-only: 1 2 2,1\ntransform: 2 1 5\n' | cmp - seen.txt
