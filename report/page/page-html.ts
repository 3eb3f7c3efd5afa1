import { createHash } from 'node:crypto';
import type { PageDocument } from './page-document.ts';

/** The viewer as `npm run build` makes it of `page/`. */
export interface Viewer {
  readonly script: string;
  readonly style: string;
}

/** How a page begins: such a file may be overwritten. */
export const PAGE_BEGINS = /^<!doctype html>\n<!-- iova-check page -->\n/;

/**
 * The document and the viewer as one HTML file. The browser that opens it runs this viewer alone,
 * and makes no request: its policy allows none.
 */
export function formatPage(document: PageDocument, { script, style }: Viewer): string {
  const code = inScript(script);
  const hash = createHash('sha256').update(code).digest('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    "style-src 'unsafe-inline'",
    'img-src data:',
  ].join('; ');
  return [
    '<!doctype html>',
    '<!-- iova-check page -->',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<link rel="icon" href="data:,">',
    `<title>${inText(document.title)} - iova-check</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<noscript>This page needs JavaScript. It loads nothing from anywhere.</noscript>',
    '<div id="viewer"></div>',
    `<script type="application/json" id="document">${asData(document)}</script>`,
    `<script>${code}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** A script must not hold its own end. In a string of JavaScript, `<\/` is `</`. */
function inScript(code: string): string {
  return code.trim().replaceAll(/<\/(?=script)/gi, '<\\/');
}

/** JSON in which no markup can begin. */
function asData(document: PageDocument): string {
  return JSON.stringify(document).replaceAll('<', '\\u003c');
}

function inText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
