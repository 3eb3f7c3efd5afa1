/** The only place that writes to standard output. */
export function print(text: string): void {
  process.stdout.write(text);
}

/**
 * Whether colours help whoever reads what is printed: a terminal shows them, unless the variable
 * NO_COLOR is set.
 */
export function isColourful(): boolean {
  return process.stdout.isTTY && process.stdout.hasColors();
}

/**
 * Hears that standard output cannot be written.
 * @param onClosed whoever read it has read enough, as in `iova-check ... | head`
 */
export function onOutputError(onClosed: () => void, onOther: (error: Error) => void): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') onClosed();
    else onOther(error);
  });
}
