/** What an inviter adds to an invitation, as plain text. A letter and a page of ours carry it, so it must not act in either. */
export const longestMessage = 500;

// Controls but the line feed; direction marks, invisible and private characters. The joiners that words and emoji need stay.
const marks = /[^\P{Cc}\n]|[\p{Co}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu;

/** Null when nothing is left of it. */
export function cleanMessage(text: string): string | null {
  const lines = text.normalize('NFC').replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replaceAll('\t', ' ').replace(marks, '').split('\n');
  const clean = lines.map((line) => line.replace(/\s+/g, ' ').trim()).join('\n').replace(/\n{3,}/g, '\n\n').trim();
  return clean === '' ? null : clean;
}
