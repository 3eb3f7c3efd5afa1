/** A line on standard error. */
export function notify(line: string): void {
  process.stderr.write(`${line}\n`);
}
