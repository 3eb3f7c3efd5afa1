import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { type ExpectedMatrix, readExpected } from '../report/verdicts/expected.ts';
import { makeFolder, packageFile, readText, writeText } from './files.ts';

const NAME = 'expected.json';

/** The verdict matrix that comes with the package. @throws UserError, UnreadableMatrix */
export function readExpectedFile(): ExpectedMatrix {
  return readExpected(readText(packageFile(NAME)), NAME);
}

/**
 * What `--update` is going to replace: what is known of signatures there must not be lost. Null:
 * there is none. @throws UnreadableMatrix, UserError if it could not be written
 */
export function replacedExpectedFile(): ExpectedMatrix | null {
  makeFolder(dirname(packageFile(NAME)));
  return existsSync(packageFile(NAME)) ? readExpectedFile() : null;
}

/** Writes it, and reads it again. @throws UserError */
export function writeExpectedFile(text: string): ExpectedMatrix {
  writeText(packageFile(NAME), text);
  return readExpectedFile();
}
