import type { Mail } from '../../kernel/mail.ts';
import { letter } from '../mail/letter.ts';

type Expiring = { name: string; expiresAt: Date; organizationName: string; slug: string };

/** To the owner and the administrators, a week before a key of the organization ends. */
export const expiryLetter = (to: string, key: Expiring, publicUrl: string): Mail =>
  letter({
    to,
    subject: `The API key “${key.name}” of ${key.organizationName} ends soon`,
    heading: 'An API key ends soon',
    paragraphs: [
      `The API key “${key.name}” of ${key.organizationName} works until ${key.expiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC. From then on, programs that use it are refused.`,
      'If it is still needed, replace it: it gets a new secret and a new end, and the old secret can go on working for up to 24 hours.',
    ],
    action: { label: 'See the API keys', url: `${publicUrl}/o/${key.slug}/settings/api-keys` },
    footnote: 'If nothing uses it any more, do nothing: it ends by itself.',
    organizationId: null,
    invitationId: null,
  });
