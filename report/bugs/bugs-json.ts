import type { BugsReport } from './bugs-report.ts';

/** The `--json` document of `iova-check bugs`; `version` is that of its shape. */
export function formatBugsJson({ hunted, policies }: BugsReport): string {
  return `${JSON.stringify({ version: 1, designs: hunted, policies }, null, 2)}\n`;
}
