/**
 * What other people typed, on its way into a letter. A name may hold markup, line breaks, direction marks or an address
 * that a mail reader would turn into a link; none of it may act in the reader's mailbox.
 */

// Controls, line and paragraph separators: each would end a header or a line of the text part.
const breaking = /[\p{Cc}\u2028\u2029]+/gu;
// Direction marks turn the text around them; the others are invisible. Joiners (200C, 200D) stay: words and emoji need them.
const invisible = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
const halfCharacter = /\p{Cs}/gu;

/** One line of visible characters. Safe in a header and in the text part. */
export const oneLine = (text: string): string =>
  text.replace(halfCharacter, '\ufffd').replace(invisible, '').replace(breaking, ' ').replace(/ {2,}/g, ' ').trim();

// A joiner of no width: looks the same, and is where mail readers stop seeing an address.
const joiner = '\u2060';
const mailAddress = /^[\p{P}]*[^\s@/:]+@[^\s@/:]+$/u;

/** Keeps a mail reader from turning a name such as `evil.example/login` into a link. Mail addresses stay as they are. */
export const withoutLinks = (line: string): string =>
  line
    .split(' ')
    .map((word) => (mailAddress.test(word) ? word : word.replaceAll('://', `:${joiner}//`).replace(/(?<=[\p{L}\p{N}-])\.(?=\p{L})/gu, `.${joiner}`)))
    .join(' ');

/** For what somebody typed to somebody else: mail addresses in it do not become links either. */
export const inert = (line: string): string => line.split('@').map(withoutLinks).join(`${joiner}@${joiner}`);

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** For HTML text and quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
