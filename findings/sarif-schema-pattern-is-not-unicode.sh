#!/bin/sh
# The JSON schema of SARIF 2.1.0 (rtm.5), as @microsoft/jest-sarif 1.0.0-beta.0 ships it: the pattern
# of `language` has a closing bracket without an opening one. Where patterns are read as Unicode, as
# ajv 8.20.0 does by default, it is no regular expression, so the schema cannot be compiled at all and
# no document can be validated. With `unicodeRegExp: false` it compiles, but the alternative with a
# region is anchored at the end only after a literal "]", so "en" and "enXYZ" both pass, and "en-US"
# passes by way of the first alternative alone.
#
# Seen: "unicode: SyntaxError", "plain: en true, en-US true, enXYZ true".
# Ends with 0 if that is still so.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @microsoft/jest-sarif@1.0.0-beta.0 ajv@8.20.0 ajv-draft-04@1.0.0 ajv-formats@3.0.1
cat > seen.mjs <<'EOF'
import { readFileSync } from 'node:fs';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const file = 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
const schema = JSON.parse(readFileSync(file, 'utf8'));
const compiled = (unicodeRegExp) =>
  addFormats.default(new Ajv.default({ strict: false, unicodeRegExp })).compile(schema);
const log = (language) => ({
  version: '2.1.0',
  runs: [{ tool: { driver: { name: 'a tool' } }, language }],
});

try {
  compiled(true);
  console.log('unicode: compiles');
} catch (error) {
  console.log(`unicode: ${error.constructor.name}`);
}
const validate = compiled(false);
const says = ['en', 'en-US', 'enXYZ'].map((language) => `${language} ${validate(log(language))}`);
console.log(`plain: ${says.join(', ')}`);
EOF
node seen.mjs | tee seen.txt
printf 'unicode: SyntaxError\nplain: en true, en-US true, enXYZ true\n' | cmp - seen.txt
