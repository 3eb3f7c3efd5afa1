import type { JSX } from 'preact';

/** Fills for uses that colour alone must not tell apart, for every picture of the page. */
export function Patterns(): JSX.Element {
  return (
    <svg class="patterns" width="0" height="0" aria-hidden="true">
      <pattern id="hatched" class="deferred" width="8" height="8" patternUnits="userSpaceOnUse">
        <rect width="8" height="8" />
        <path d="M-1,9L9,-1M-1,1L1,-1M7,9L9,7" />
      </pattern>
      <pattern id="dotted" class="cached" width="7" height="7" patternUnits="userSpaceOnUse">
        <rect width="7" height="7" />
        <path d="M3,3.5h1.5" />
      </pattern>
      <pattern id="crossed" class="stray" width="9" height="9" patternUnits="userSpaceOnUse">
        <rect width="9" height="9" />
        <path d="M0,0L9,9M0,9L9,0" />
      </pattern>
    </svg>
  );
}
