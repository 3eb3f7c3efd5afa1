import { isKernelName } from '../../explore/building/kernel-name.ts';
import type { DesignRef } from '../../explore/loading/load-design.ts';

/**
 * A name or file has no colon. A git revision has one in braces, as "HEAD@{10:00}", or begins with
 * ":/" and goes to the very end; see gitrevisions(7).
 */
const SIDE =
  /^(?<design>[^:]+?\.m?[jt]s@(?::\/.+|(?:\{[^}]*\}|[^:{])+)|[^:]*)(?::(?<policy>.*))?$/s;

/**
 * Parses a side of a comparison: "DESIGN" or "DESIGN:POLICY"; each is a name, a file, or a file of
 * a git revision. After "mine.ts@:/text" a policy cannot be distinguished from the text;
 * "mine.ts@HEAD^{/text}" means the same and takes one. "kernel:DIR@REVISION" has no
 * policy.
 */
export function sideRef(text: string): DesignRef {
  if (isKernelName(text)) return { design: text, policy: null };
  const { design = text, policy = null } = SIDE.exec(text)?.groups ?? {};
  return { design, policy };
}
