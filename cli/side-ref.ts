import type { DesignRef } from '../explore/loading/load-design.ts';

/**
 * A name or file has no colon. A git revision has one in braces, as "HEAD@{10:00}", or begins with
 * ":/" and goes to the end of all; see gitrevisions(7).
 */
const SIDE =
  /^(?<design>[^:]+?\.m?[jt]s@(?::\/.+|(?:\{[^}]*\}|[^:{])+)|[^:]*)(?::(?<policy>.*))?$/s;

/**
 * What a side of a comparison is: "DESIGN", or "DESIGN:POLICY"; each a name, a file, or a file of a
 * git revision. Behind "mine.ts@:/text" no policy can be told from the text; "mine.ts@HEAD^{/text}"
 * says the same and takes one.
 */
export function sideRef(text: string): DesignRef {
  const { design = text, policy = null } = SIDE.exec(text)?.groups ?? {};
  return { design, policy };
}
