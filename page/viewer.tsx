import { render } from 'preact';
import type { PageDocument } from '../report/page/page-document.ts';
import { App } from './app.tsx';
import './themes.css';
import './viewer.css';
import './run.css';
import './picture/picture.css';

/** Shows the document that the page carries. */
function show(): void {
  const box = window.document.getElementById('viewer');
  const data = window.document.getElementById('document')?.textContent ?? '';
  if (box !== null) render(<App document={JSON.parse(data) as PageDocument} />, box);
}

show();
