import { vi } from 'vitest';

/** What a command writes to standard output, and its exit code. */
export async function outputOf<T>(
  command: () => Promise<T>,
): Promise<{ readonly code: T; readonly text: string }> {
  let text = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  try {
    const code = await command();
    return { code, text };
  } finally {
    write.mockRestore();
  }
}
