/** Readable documentation of the API, made from its OpenAPI document; no script, no outside file. */
import { escapeHtml } from '../html.ts';

type Operation = {
  operationId: string; summary: string; parameters?: { name: string; in: string; required: boolean; schema: unknown }[];
  requestBody?: { content: Record<string, { schema: unknown }> }; responses: Record<string, { description: string; content?: Record<string, { schema: unknown }> }>;
};

const json = (value: unknown) => `<pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre>`;

const style = `:root{color-scheme:light dark;font:16px/1.55 system-ui,sans-serif}body{max-width:62rem;margin:2rem auto;padding:0 1rem;background:Canvas;color:CanvasText;overflow-wrap:anywhere}
a{color:light-dark(#2f6b1f,#9fd78a)}article{border-top:1px solid #8884;padding:.5rem 0}code,pre{font:13px/1.45 ui-monospace,monospace}
pre{background:#8881;padding:.75rem;border-radius:6px;overflow:auto;max-height:24rem}h2{margin-top:2.5rem}h3 code{font-size:1.05rem}
.verb{display:inline-block;min-width:4.2rem;font-weight:700}table{border-collapse:collapse}td,th{text-align:left;padding:.15rem .8rem .15rem 0;vertical-align:top}`;

const intro = `<p>Everything the dashboard does goes through this API, with the same rules. <a href="/api/v1/openapi.json">openapi.json</a> is the contract for programs.</p>
<ul><li>A browser's session cookie says who you are. A change needs <code>Origin</code> equal to this server's address and <code>content-type: application/json</code>.</li>
<li>Lists page by <code>cursor</code> and <code>limit</code> (at most 100); <code>nextCursor</code> is null on the last page.</li>
<li>Refusals are problem documents (RFC 9457): <code>code</code> for programs, <code>detail</code> a sentence for people, <code>next</code> what to do.</li>
<li>What belongs to another organization answers 404, as if it were not there.</li></ul>`;

function article(method: string, path: string, operation: Operation): string {
  const parameters = (operation.parameters ?? []).map(({ name, in: place, required }) => `<tr><td><code>${escapeHtml(name)}</code></td><td>${place}${required ? ', required' : ''}</td></tr>`);
  const body = operation.requestBody?.content['application/json']?.schema;
  const answers = Object.entries(operation.responses).map(([status, { description }]) => `<tr><td><code>${status}</code></td><td>${escapeHtml(description)}</td></tr>`);
  const success = Object.values(operation.responses).find(({ content }) => content?.['application/json']);
  return `<article id="${escapeHtml(operation.operationId)}"><h3><code>${escapeHtml(operation.operationId)}</code></h3><p>${escapeHtml(operation.summary)}</p>
<p><span class="verb">${method.toUpperCase()}</span> <code>/api/v1${escapeHtml(path)}</code></p>
${parameters.length ? `<table>${parameters.join('')}</table>` : ''}
${body ? `<details><summary>Body</summary>${json(body)}</details>` : ''}
<details><summary>Answers</summary><table>${answers.join('')}</table>${success ? json(success.content?.['application/json']?.schema) : ''}</details></article>`;
}

export function docsPage(document: { info: object; paths: Record<string, Record<string, object>>; components: { schemas: Record<string, unknown> } }, nonce: string): string {
  const byTag = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = (operation as Operation).operationId.split('.')[0] ?? '';
      byTag.set(tag, [...(byTag.get(tag) ?? []), article(method, path, operation as Operation)]);
    }
  }
  const nouns = [...byTag.keys()].map((tag) => `<a href="#noun-${tag}">${tag}</a>`).join(' · ');
  const sections = [...byTag].map(([tag, articles]) => `<section><h2 id="noun-${tag}">${tag}</h2>${articles.join('')}</section>`);
  const shapes = Object.entries(document.components.schemas).map(([name, schema]) => `<details><summary><code>${escapeHtml(name)}</code></summary>${json(schema)}</details>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Hopyard API</title><style nonce="${nonce}">${style}</style></head>
<body><h1>Hopyard API</h1>${intro}<nav aria-label="Nouns">${nouns}</nav>${sections.join('')}<h2>Shapes</h2>${shapes.join('')}</body></html>`;
}
