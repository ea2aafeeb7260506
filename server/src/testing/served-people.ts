/** People with a password at a product that is served under a name, as passkeys need one. */
import { hashPassword } from '../platform/identity/passwords.ts';
import { freePort } from './identity-server.ts';
import { serve } from './served.ts';
import { webBrowser } from './web-browser.ts';
import { newWorld, testSettings, type TestPerson } from './world.ts';

export const knownPassword = 'seven quiet otters juggle';

/** @param host a name or an address that leads to this machine */
export async function servedPeople(host = 'localhost') {
  const port = await freePort();
  const world = await newWorld({ settings: { ...testSettings, publicUrl: `http://${host}:${port}` } });
  const served = await serve(world, { port });
  const passwordHash = await hashPassword(knownPassword);

  /** Somebody who knows his password, and an organization of his own. */
  async function member(): Promise<TestPerson> {
    const person = await world.person();
    await world.organization(person);
    await world.owner`insert into account ("accountId", "providerId", "userId", password, "createdAt", "updatedAt") values (${person.userId}, 'credential', ${person.userId}, ${passwordHash}, now(), now())`;
    return person;
  }
  /** The same, signed in with the password just now. */
  async function signedIn() {
    const person = await member();
    const browser = webBrowser(served);
    const answer = await browser.signIn(person.email, knownPassword);
    if (answer.status !== 200) throw new Error(`Signing in answered ${answer.status}: ${answer.text}`);
    return { person, browser, email: person.email };
  }
  const subjectsOf = async (email: string) => {
    await world.work();
    return world.transport.to(email).map(({ subject }) => subject);
  };
  /** What belongs to the person alone, whose pseudonym stands there. */
  const auditedOf = (userId: string) => world.owner<{ operation: string; before: unknown; after: unknown }[]>`
    select a.operation, a.before, a.after from audit a join audit_person p on p.id::text = a.subject and p.organization_id is null
    where a.organization_id is null and p.user_id = ${userId} order by a.id`;
  return {
    world, served, member, signedIn, subjectsOf, auditedOf, newBrowser: (userAgent?: string) => webBrowser(served, userAgent),
    async close() {
      await served.close();
      await world.close();
    },
  };
}
