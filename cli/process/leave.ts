import { watchdog } from '../../explore/loading/watchdog.ts';
import type { ExitCode } from './exit-code.ts';

/** Ends the process soon. Node would wait for ever for the debuggers of the watchdog. */
export function leave(code: ExitCode): void {
  void watchdog.stop().finally(() => process.exit(code));
}
