/** A letter's body as it lies in the database: sealed, because its link holds a secret that only the mailbox may see (D03). */
import { z } from 'zod';
import type { OrganizationId } from '../../kernel/id.ts';
import type { SealedPlace, Vault } from '../../kernel/vault.ts';

const Body = z.object({ text: z.string(), html: z.string() });
type Body = z.output<typeof Body>;

const placeOf = (mailId: string, organizationId: OrganizationId | null): SealedPlace => ({ table: 'mail', row: mailId, organizationId });

export const sealBody = (vault: Vault, mailId: string, mail: Body & { organizationId: OrganizationId | null }): string =>
  vault.seal(JSON.stringify({ text: mail.text, html: mail.html }), placeOf(mailId, mail.organizationId));

/** Throws when the text was not sealed for this letter. */
export const openBody = (vault: Vault, mail: { id: string; organizationId: OrganizationId | null; sealedBody: string }): Body =>
  Body.parse(JSON.parse(vault.open(mail.sealedBody, placeOf(mail.id, mail.organizationId))));
