// Ends a CI run with the plain line "N passed, N failed": tests from vitest's JSON report, plus the
// failed steps given as arguments. Exits 1 when anything failed or nothing ran. The step `tests` is
// told by its failed tests, and is counted itself only if it failed without one.
//   node .ci/count.mjs out/tests.json [failed step]...
import { existsSync, readFileSync } from 'node:fs';

const [reportPath = 'out/tests.json', ...failedSteps] = process.argv.slice(2);
const files = existsSync(reportPath)
  ? JSON.parse(readFileSync(reportPath, 'utf8')).testResults
  : [];

const failures = [];
let passed = 0;
for (const file of files) {
  const failedHere = file.assertionResults.filter((test) => test.status === 'failed');
  passed += file.assertionResults.filter((test) => test.status === 'passed').length;
  failures.push(...failedHere.map((test) => `test: ${test.fullName}`));
  // A file that could not be loaded has no tests to count.
  if (file.status === 'failed' && failedHere.length === 0) failures.push(`file: ${file.name}`);
}
const failedTests = failures.length;
for (const step of failedSteps) {
  if (step !== 'tests' || failedTests === 0) failures.push(`step: ${step}`);
}
if (passed + failures.length === 0) failures.push('no test ran');

for (const failure of failures) console.log(`failed ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
