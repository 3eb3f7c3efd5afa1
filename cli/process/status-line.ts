let isQuiet = false;

/** From now on nobody is told how far the work has come. */
export function beQuiet(): void {
  isQuiet = true;
}

/** A line on standard error that a terminal shows until the next one takes its place. */
export class StatusLine {
  readonly #stream: NodeJS.WriteStream = process.stderr;
  #isShown = false;

  /** Whether it can be shown: it would fill a log. */
  get isVisible(): boolean {
    return !isQuiet && this.#stream.isTTY;
  }

  show(text: string): void {
    if (!this.isVisible) return;
    this.#stream.write(`\r${text.slice(0, this.#stream.columns - 1)}\x1b[K`);
    this.#isShown = true;
  }

  clear(): void {
    if (this.#isShown) this.#stream.write('\r\x1b[K');
    this.#isShown = false;
  }

  /** A line that stays, above it. */
  say(line: string): void {
    if (isQuiet) return;
    this.clear();
    this.#stream.write(`${line}\n`);
  }
}
