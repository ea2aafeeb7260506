import type { OrganizationId } from '../../kernel/id.ts';
import type { Job, Work } from '../../kernel/job.ts';
import { deletionLetter } from './letters.ts';
import * as organizations from './store.ts';

const lettersAtOnce = 200;

/** Tells who was a member that the organization is deleted. How far it came is kept with the letters, so that nobody is told twice. */
export const organizationJobs: Job[] = [
  { name: 'organizations.tellDeleted', run: (work, organizationId) => work.exclusively(`organization-told:${organizationId}`, () => tellAll(work, organizationId as OrganizationId)) },
];

async function tellAll(work: Work, organizationId: OrganizationId): Promise<void> {
  while (await tellSome(work, organizationId));
}

const tellSome = (work: Work, id: OrganizationId): Promise<boolean> =>
  work.within(async ({ tx, settings, mail, enter }) => {
    const gone = await organizations.findDeleted(tx, id);
    if (!gone) return false;
    const some = await organizations.listToTell(tx, id, gone.toldUntil, lettersAtOnce);
    const last = some.at(-1);
    if (!last) return false;
    await enter(id);
    for (const { email } of some) mail(deletionLetter(email, { ...gone, id }, settings.publicUrl));
    await organizations.markToldUntil(tx, id, last.id);
    return true;
  });
