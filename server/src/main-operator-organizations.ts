/** Commands about organizations, for who runs the instance (D10): list them, set their seats, appoint an owner where the owner is gone. */
import * as audit from './features/audit/store.ts';
import { sealBody } from './features/mail/body.ts';
import * as mails from './features/mail/store.ts';
import * as members from './features/members/store.ts';
import * as organizations from './features/organizations/store.ts';
import { appointmentLetters } from './features/ownership-offers/letters.ts';
import { canAppoint } from './features/ownership-offers/ownership-offer.ts';
import * as offers from './features/ownership-offers/store.ts';
import { limitOf } from './features/seats/seats.ts';
import { normaliseEmail } from './features/users/email.ts';
import type { DomainEvent } from './kernel/event.ts';
import type { Mail } from './kernel/mail.ts';
import type { Tx } from './kernel/scope.ts';
import type { Vault } from './kernel/vault.ts';
import { newUuid } from './platform/identifiers.ts';
import { noteChanges, type Announcement } from './platform/live/hub.ts';
import { asTx, type Pool } from './platform/postgres/pool.ts';
import { enterOrganization } from './platform/postgres/tenant.ts';

export type Operating = {
  pool: Pool;
  settings: { publicUrl: string; seatsPerOrganization: number | null };
  /** Opened only by what sends mail: a letter lies sealed in the database. */
  openVault(): Promise<Vault>;
  say(line: string): void;
};

const pageSize = 500;
const day = (at: Date) => at.toISOString().slice(0, 10);

export async function listOrganizations({ pool, settings, say }: Operating): Promise<boolean> {
  let count = 0;
  for (let after: string | null = null; ; ) {
    const page: organizations.ForOperator[] = await organizations.listForOperator(asTx(pool), after, pageSize);
    for (const one of page) {
      const limit = limitOf(one.ownSeats, settings.seatsPerOrganization);
      const used = one.members + one.invitations;
      const seats = limit === null ? `${used} ${used === 1 ? 'seat' : 'seats'} used, no limit` : `${used} of ${limit} seats used${one.ownSeats === null ? '' : ' (its own number)'}`;
      say(`${one.slug}  ${one.name}  ${one.members} ${one.members === 1 ? 'member' : 'members'}, ${seats}  ${one.deletedAt ? `deleted ${day(one.deletedAt)}` : 'active'}`);
    }
    count += page.length;
    after = page.at(-1)?.slug ?? null;
    if (page.length < pageSize) break;
  }
  if (count === 0) say('There is no organization.');
  return true;
}

async function findLive({ pool, say }: Operating, slug: string): Promise<organizations.ForOperator | null> {
  const found = await organizations.findBySlug(asTx(pool), slug);
  if (!found) say(`No organization has the address ${slug}. "organizations" lists them.`);
  else if (found.deletedAt) say(`${slug} was deleted ${day(found.deletedAt)}.`);
  return found && !found.deletedAt ? found : null;
}

/** What the change left behind: like a request's, but written by hand, since no server runs here. */
async function leaveBehind(tx: Tx, event: DomainEvent, announcements: Announcement[]): Promise<void> {
  await audit.append(tx, { id: newUuid(), at: new Date(), actor: { kind: 'system', job: 'operator' }, request: { cookies: {}, userAgent: '', address: '' }, event });
  await noteChanges(tx, 'operator', announcements);
}

/** @param given a number, or `default` for the instance's */
export async function setSeats(operating: Operating, slug: string, given: string): Promise<boolean> {
  const { pool, settings, say } = operating;
  if (given !== 'default' && !/^[1-9]\d{0,6}$/.test(given)) {
    say(`"${given}" is no number of seats. Give a whole number from 1 on, or "default".`);
    return false;
  }
  const found = await findLive(operating, slug);
  if (!found) return false;
  const seats = given === 'default' ? null : Number(given);
  await pool.begin(async (sql) => {
    const tx = asTx(sql);
    await enterOrganization(tx, found.id);
    const before = await organizations.lockSeats(tx, found.id);
    await organizations.setSeats(tx, found.id, seats);
    const event: DomainEvent = { operation: 'organizations.setSeats', organizationId: found.id, subject: found.id, before: { seats: before }, after: { seats } };
    await leaveBehind(tx, event, [{ organizationId: found.id, noun: 'organizations', id: found.id }]);
  });
  const limit = limitOf(seats, settings.seatsPerOrganization);
  const used = found.members + found.invitations;
  say(limit === null ? `${slug} has no limit now.` : `${slug} has ${limit} ${limit === 1 ? 'seat' : 'seats'} now; ${used} ${used === 1 ? 'is' : 'are'} used.${used > limit ? ' Nobody is removed, and nobody else gets in.' : ''}`);
  return true;
}

/** Throws where a command finds, under the lock, that it must not go on. */
class NotPossible extends Error {}

/** D02: where the owner is gone; the operator says so, and it is written in the organization's own audit log. */
export async function appointOwner(operating: Operating, slug: string, address: string, statement: string | undefined): Promise<boolean> {
  const { pool, say } = operating;
  if (statement !== '--owner-is-gone') {
    say('An owner who is there offers the ownership himself. If he is gone for good, say so: add --owner-is-gone. The organization\'s audit log will name the operator.');
    return false;
  }
  const found = await findLive(operating, slug);
  if (!found) return false;
  const vault = await operating.openVault();
  try {
    await pool.begin((sql) => appoint(asTx(sql), operating, { found, vault, email: normaliseEmail(address) }));
  } catch (error) {
    if (!(error instanceof NotPossible)) throw error;
    say(error.message);
    return false;
  }
  say(`${address} is the owner of ${slug} now, and who was it is an administrator. Both are told by mail.`);
  return true;
}

type Appointment = { found: organizations.ForOperator; vault: Vault; email: string };

async function appoint(tx: Tx, { settings }: Operating, { found, vault, email }: Appointment): Promise<void> {
  const { id, name, slug } = found;
  await enterOrganization(tx, id);
  await organizations.lockSeats(tx, id); // the lock that everything takes which changes membership
  const [owner, next] = [await members.findOwner(tx, id), await members.findByEmail(tx, id, email)];
  if (!next) throw new NotPossible(`${email} is no member of ${slug}.`);
  const can = canAppoint(next);
  if (!can.ok) throw new NotPossible(can.because);
  for (const ended of await offers.endThose(tx, id, null)) {
    await leaveBehind(tx, { operation: 'ownership-offers.end', organizationId: id, subject: ended.id, before: { offeredTo: ended.offeredTo }, after: { because: 'the operator appointed an owner' } }, []);
  }
  const changed = { by: null, at: new Date() };
  await members.setRole(tx, owner, 'administrator', changed); // first: at no moment may there be two
  await members.setRole(tx, next, 'owner', changed);
  const event: DomainEvent = { operation: 'organizations.appointOwner', organizationId: id, subject: id, before: { owner: owner.userId, role: next.role }, after: { owner: next.userId } };
  // Clusters follow with the sweep, which compares every account within five minutes (M19).
  await leaveBehind(tx, event, [{ organizationId: id, noun: 'members', id: next.id }, { organizationId: id, noun: 'organizations', id }]);
  for (const letter of appointmentLetters({ owner, next }, { id, name, slug }, settings.publicUrl)) await post(tx, vault, letter);
}

/** The server's sweep finds it within a minute. */
async function post(tx: Tx, vault: Vault, letter: Mail): Promise<void> {
  const id = newUuid();
  await mails.queue(tx, { ...letter, id }, sealBody(vault, id, letter), new Date());
}
