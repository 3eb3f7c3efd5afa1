import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { type ExpectedMatrix, readExpected } from '../../report/verdicts/expected.ts';
import { requireFolder } from './folders.ts';
import { packageFile } from './package-file.ts';
import { readText } from './text-files.ts';

const NAME = 'expected.json';

/** Where the verdict matrix is that comes with the package. */
export function expectedFile(): string {
  return packageFile(NAME);
}

/** The verdict matrix that comes with the package. @throws UserError, UnreadableMatrix */
export function readExpectedFile(): ExpectedMatrix {
  return readExpected(readText(expectedFile()), NAME);
}

/**
 * The matrix that `--update` is going to replace: what is known of signatures there must not get
 * lost. Null: there is none. @throws UnreadableMatrix, UserError if it could not be written
 */
export function replacedExpectedFile(): ExpectedMatrix | null {
  requireFolder(dirname(expectedFile()));
  return existsSync(expectedFile()) ? readExpectedFile() : null;
}
