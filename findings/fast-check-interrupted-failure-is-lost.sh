#!/bin/sh
# fast-check 4.11.0: an asynchronous run that is under way when interruptAfterTimeLimit is over, and
# fails afterwards, is lost if some run before it succeeded: the check succeeds, and the error goes
# nowhere. Only markInterruptAsFailure makes it fail, and then every check that is slow fails.
#
# Seen: "failed false, interrupted true, runs 3", and the fourth run threw after that.
# Ends with 0 if that is still so.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts fast-check@4.11.0
cat > seen.mjs <<'EOF'
import fc from 'fast-check';

async function check(markInterruptAsFailure) {
  let runs = 0;
  let thrown = 0;
  const property = fc.asyncProperty(fc.nat(), async () => {
    runs += 1;
    if (runs <= 3) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
    thrown += 1;
    throw new Error('it does not hold');
  });
  const { failed, interrupted, numRuns } = await fc.check(property, {
    seed: 1,
    interruptAfterTimeLimit: 100,
    markInterruptAsFailure,
  });
  await new Promise((resolve) => setTimeout(resolve, 600));
  console.log(`failed ${failed}, interrupted ${interrupted}, runs ${numRuns}, thrown ${thrown}`);
}

await check(false);
await check(true);
EOF
node seen.mjs | tee seen.txt
{
  echo 'failed false, interrupted true, runs 3, thrown 1'
  echo 'failed true, interrupted true, runs 3, thrown 1'
} | cmp - seen.txt
