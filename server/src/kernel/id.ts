/** A string that remembers what it names, so a ClusterId is never passed where a UserId belongs. */
type Id<Noun extends string> = string & { readonly noun: Noun };

export type OrganizationId = Id<'organization'>;
export type UserId = Id<'user'>;
export type MemberId = Id<'member'>;
export type InvitationId = Id<'invitation'>;
export type CloudAccountId = Id<'cloud-account'>;
export type ClusterId = Id<'cluster'>;
export type ApiKeyId = Id<'api-key'>;
export type OwnershipOfferId = Id<'ownership-offer'>;
export type PasskeyId = Id<'passkey'>;
