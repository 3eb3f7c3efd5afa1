/** A file that is not a recording, or is damaged. The message is one line: `FILE:LINE: what`. */
export class UnreadableRecording extends Error {
  override readonly name = 'UnreadableRecording';

  /** `line` counts from 1; 0 means the file as a whole. */
  constructor(file: string, line: number, what: string) {
    super(line === 0 ? `${file}: ${what}` : `${file}:${line}: ${what}`);
  }
}
