/** To whoever is removed, suspended or reinstated: what happened, by whom, and what it means. Who leaves knows it himself. */
import type { Actor } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import type { Mail } from '../../kernel/mail.ts';
import { letter } from '../mail/letter.ts';
import { fullName } from '../users/user.ts';
import { inMinutes } from './consequence.ts';
import type { Member } from './member.ts';

export type Told = 'removed' | 'suspended' | 'reinstated';
type Place = { id: OrganizationId; name: string; slug: string };
/** `member` as the change left him. */
type Change = { told: Told; member: Pick<Member, 'email' | 'suspendedReasons' | 'suspensionNote'>; by: Actor; sessionMinutes: number };

export function changeLetter({ told, member, by, sessionMinutes }: Change, organization: Place, publicUrl: string): Mail {
  const { id, name, slug } = organization;
  const who = whoOf(by);
  const openThere = `A log-in that is open there ends within ${inMinutes(sessionMinutes)}.`;
  const words: Record<Told, { subject: string; paragraphs: string[] }> = {
    removed: {
      subject: `You were removed from ${name}`,
      paragraphs: [
        `${who} removed you from the organization ${name} on Hopyard. Its clusters, cloud accounts and usage are no longer shared with you.`,
        `On its clusters with managed users your account is blocked, not deleted. ${openThere}`,
      ],
    },
    suspended: {
      subject: `You are suspended in ${name}`,
      paragraphs: [
        `${who} suspended you in the organization ${name} on Hopyard. You keep your place and your role, and can do nothing there until you are reinstated.`,
        `On its clusters with managed users your account is blocked until then. ${openThere}`,
      ],
    },
    reinstated: {
      subject: `You are reinstated in ${name}`,
      paragraphs: [
        `${who} lifted your suspension in the organization ${name} on Hopyard.`,
        member.suspendedReasons.length > 0
          ? 'Something else suspends you there as well, so your access returns when that ends too.'
          : 'You may do there again what your role allows, and your accounts on its running clusters are unblocked in a moment. Invitations and API keys that ended meanwhile stay ended.',
      ],
    },
  };
  const { subject, paragraphs } = words[told];
  return letter({
    to: member.email, subject, heading: subject, paragraphs,
    ...(told === 'suspended' && member.suspensionNote ? { quote: { by: who, text: member.suspensionNote } } : {}),
    action: told === 'removed' ? { label: 'Open Hopyard', url: publicUrl } : { label: `Open ${name}`, url: `${publicUrl}/o/${slug}` },
    organizationId: id, invitationId: null,
  });
}

/** An organization's key speaks for nobody in particular. */
function whoOf(by: Actor): string {
  if (by.kind !== 'user') return 'Somebody';
  return by.key?.kind === 'organization' ? `The API key “${by.key.name}” of the organization` : fullName(by);
}
