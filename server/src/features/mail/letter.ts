/** Every letter has one shape: a heading, a few paragraphs, at most one thing to do. As text, and as simple HTML. */
import type { InvitationId, OrganizationId } from '../../kernel/id.ts';
import type { Mail } from '../../kernel/mail.ts';
import { escapeHtml, inert, oneLine, withoutLinks } from './plain.ts';

export type Letter = {
  to: string;
  subject: string;
  heading: string;
  /** Sentences; names of people and organizations may stand in them as they were typed. */
  paragraphs: readonly string[];
  /** What a person adds, as typed, with line breaks: shown as that person's words. */
  quote?: { by: string; text: string };
  /** `url` begins with the configured public address; it is the only link. */
  action?: { label: string; url: string };
  footnote?: string;
  organizationId: OrganizationId | null;
  invitationId: InvitationId | null;
};

type Lines = { heading: string; paragraphs: string[]; quote: { by: string; lines: string[] } | null; action: { label: string; url: string } | null; footnote: string | null };

/** Throws when the action's URL is not one that our settings can have made. */
export function letter({ to, subject, heading, paragraphs, quote, action, footnote, organizationId, invitationId }: Letter): Mail {
  const lines: Lines = {
    heading: shown(heading),
    paragraphs: paragraphs.map(shown),
    quote: quote ? { by: shown(quote.by), lines: quote.text.split('\n').map((line) => inert(oneLine(line))) } : null,
    action: action ? { label: shown(action.label), url: checkedUrl(action.url) } : null,
    footnote: footnote === undefined ? null : shown(footnote),
  };
  return { to: oneLine(to), subject: withoutLinks(oneLine(subject)).slice(0, 200), text: asText(lines), html: asHtml(lines), organizationId, invitationId };
}

const shown = (text: string): string => withoutLinks(oneLine(text));

function checkedUrl(url: string): string {
  if (!/^https?:\/\/[^\s<>"'`\\\p{Cc}]+$/u.test(url)) throw new Error('The link of a letter must be an http or https address.');
  return url;
}

function asText({ heading, paragraphs, quote, action, footnote }: Lines): string {
  const parts = [heading, ...paragraphs];
  if (quote) parts.push([`${quote.by} writes:`, ...quote.lines.map((line) => `> ${line}`.trimEnd())].join('\n'));
  if (action) parts.push(`${action.label}:\n${action.url}`);
  if (footnote) parts.push(`--\n${footnote}`);
  return `${parts.join('\n\n')}\n`;
}

// No colours except the button's own pair: the reader's light or dark theme decides the rest.
const page = 'margin:0 auto;padding:24px;max-width:560px;font:16px/1.5 system-ui,-apple-system,Segoe UI,Roboto,sans-serif';
const button = 'display:inline-block;padding:12px 20px;border-radius:6px;background:#1c5d3a;color:#ffffff;text-decoration:none;font-weight:600';

function asHtml({ heading, paragraphs, quote, action, footnote }: Lines): string {
  const body = [`<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${escapeHtml(heading)}</h1>`];
  for (const paragraph of paragraphs) body.push(`<p style="margin:0 0 16px">${escapeHtml(paragraph)}</p>`);
  if (quote) {
    body.push(`<p style="margin:0 0 4px">${escapeHtml(quote.by)} writes:</p>`);
    body.push(`<blockquote style="margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #8a8f98;overflow-wrap:anywhere">${quote.lines.map(escapeHtml).join('<br>')}</blockquote>`);
  }
  if (action) {
    const url = escapeHtml(action.url);
    body.push(`<p style="margin:24px 0"><a href="${url}" style="${button}">${escapeHtml(action.label)}</a></p>`);
    body.push(`<p style="margin:0 0 16px;font-size:14px;overflow-wrap:anywhere">If the button does not work, open this address: ${url}</p>`);
  }
  if (footnote) body.push(`<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #8a8f98;font-size:14px">${escapeHtml(footnote)}</p>`);
  return `<!doctype html>
<html lang="en" style="color-scheme:light dark">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escapeHtml(heading)}</title></head>
<body style="margin:0"><div style="${page}">
${body.join('\n')}
</div></body>
</html>
`;
}
