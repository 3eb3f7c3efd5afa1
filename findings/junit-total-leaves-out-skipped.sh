#!/bin/sh
# test-results-parser 0.4.6 reads a JUnit suite of four cases, two of them skipped, as a run of two:
# `total` leaves out what is skipped, in the run and in the suite, although the file says tests="4".
# junit2json 3.1.14 says 4. So a run in which nearly everything is skipped looks small and green.
#
# Seen: "test-results-parser: total 2, passed 1, failed 1, skipped 2", "junit2json: tests 4".
# Ends with 0 if that is still so.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  test-results-parser@0.4.6 junit2json@3.1.14
cat > report.xml <<'EOF'
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="all" tests="4" failures="1" errors="0" skipped="2" time="0">
  <testsuite name="one" tests="4" failures="1" errors="0" skipped="2" time="0">
    <testcase classname="one" name="a" time="0"/>
    <testcase classname="one" name="b" time="0"><failure message="no">no</failure></testcase>
    <testcase classname="one" name="c" time="0"><skipped message="later"/></testcase>
    <testcase classname="one" name="d" time="0"><skipped message="later"/></testcase>
  </testsuite>
</testsuites>
EOF
cat > seen.mjs <<'EOF'
import { readFileSync } from 'node:fs';
import { parse as toJson } from 'junit2json';
import parser from 'test-results-parser';

const { total, passed, failed, skipped } = parser.parse({ type: 'junit', files: ['report.xml'] });
const counts = `total ${total}, passed ${passed}, failed ${failed}, skipped ${skipped}`;
console.log(`test-results-parser: ${counts}`);
console.log(`junit2json: tests ${(await toJson(readFileSync('report.xml', 'utf8'))).tests}`);
EOF
node seen.mjs | tee seen.txt
printf 'test-results-parser: total 2, passed 1, failed 1, skipped 2\njunit2json: tests 4\n' |
  cmp - seen.txt
