/** The mailbox as pages: the list, one message, and the frame that shows a message's HTML part. */
import { escapeHtml } from '../html.ts';
import type { CaughtMessage, CaughtSummary } from './catcher-box.ts';

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><link rel="stylesheet" href="/mailbox.css"><script src="/mailbox.js" defer></script></head>
<body>
${body}
</body>
</html>
`;

const time = (receivedAt: string): string =>
  `<time datetime="${escapeHtml(receivedAt)}">${escapeHtml(new Date(receivedAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' }))}</time>`;

export function listPage(messages: CaughtSummary[], to: string): string {
  const rows = messages.map(
    (message) => `<li><a href="/messages/${message.id}"><strong>${escapeHtml(message.subject || '(no subject)')}</strong>
<span>To ${escapeHtml(message.to.join(', '))}, ${time(message.receivedAt)}</span></a></li>`,
  );
  const none = `<p>${to ? `Nothing has arrived for ${escapeHtml(to)}.` : 'Nothing has arrived yet.'}</p>`;
  return page(
    'Mailbox',
    `<header><h1>Mailbox</h1>
<p>Every letter that Hopyard sends is kept here and goes nowhere else, until SMTP_URL names a mail server.</p></header>
<main>
<form method="get" action="/" role="search"><label>To <input type="email" name="to" value="${escapeHtml(to)}" autocomplete="off" placeholder="bob@example.org"></label>
<button type="submit">Filter</button>${to ? ' <a href="/">Show all</a>' : ''}</form>
<p id="status" role="status"></p>
<div id="messages">${rows.length > 0 ? `<ul>\n${rows.join('\n')}\n</ul>` : none}</div>
</main>
<footer><p>To try failures: mail to an address with <code>+rejected</code> before the @ is refused, with <code>+delayed</code> it is taken at the second attempt.</p></footer>`,
  );
}

export function messagePage(message: CaughtMessage): string {
  const html = message.html
    ? // No scripts and no access to this page; links may open outside the frame.
      `<iframe title="The letter" src="/messages/${message.id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`
    : '';
  return page(
    message.subject || '(no subject)',
    `<nav aria-label="Mailbox"><a href="/">All letters</a></nav>
<main><h1>${escapeHtml(message.subject || '(no subject)')}</h1>
<dl><dt>From</dt><dd>${escapeHtml(message.from)}</dd><dt>To</dt><dd>${escapeHtml(message.to.join(', '))}</dd><dt>Arrived</dt><dd>${time(message.receivedAt)}</dd></dl>
${html}
<details${html ? '' : ' open'}><summary>Text part</summary><pre>${escapeHtml(message.text)}</pre></details>
</main>`,
  );
}

export const missingPage = (): string =>
  page('No such letter', `<main><h1>No such letter</h1><p>Only the newest 500 are kept. <a href="/">All letters</a></p></main>`);

/** The HTML part for its frame: links open in a new tab, since the frame itself may go nowhere. */
export function framed(html: string): string {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => `${head}${base}`) : `${base}${html}`;
}
