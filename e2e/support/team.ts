/** An organization as the members page meets it: people in every role and state, invitations in every state, a former member. */
import type { Browser } from '@playwright/test';
import { connectMachine, createQuietly, join, reaches, type Api, type ClusterSeen } from './api.ts';
import { citizenOf, type Citizen } from './company.ts';
import type { Product } from './product.ts';

export type Team = { owner: Citizen; administrator: Citizen; member: Citizen; suspended: Citizen; former: Citizen; clusters: ClusterSeen[] };

const longNames = { givenName: 'Wolfeschlegelsteinhausenberger', familyName: 'Adelbertcharlesdavidearlfreder' };
export const longAddress = `${'a-very-long-mailbox-name.'.repeat(2)}of.somebody@research-department.example.org`;

export type MemberSeen = { id: string; email: string; givenName: string; familyName: string; version: number; you: boolean };

export async function memberIdOf(api: Api, organizationId: string, email: string): Promise<string> {
  const { items } = await api.get<{ items: MemberSeen[] }>(`/organizations/${organizationId}/members?q=${encodeURIComponent(email)}`);
  return items.find((member) => member.email === email)!.id;
}

export async function foundTeam(browser: Browser, product: Product): Promise<Team> {
  const owner = await citizenOf(browser, product, { givenName: 'Alice', familyName: 'Adams', email: 'alice@example.org' });
  const { api, organizationId } = owner;
  await api.send('PATCH', '/me', { welcomeClosed: true });
  await connectMachine(api, organizationId);
  const created = [await createQuietly(api, organizationId, { name: 'prod', version: '3.9.0' }), await createQuietly(api, organizationId, { name: 'fraud detection', version: '2.6.0' })];
  const clusters = await Promise.all(created.map(({ id }) => reaches(api, organizationId, id, 'running')));
  const person = async (givenName: string, familyName: string, email: string, administrator = false): Promise<Citizen> => {
    const citizen = await citizenOf(browser, product, { givenName, familyName, email });
    await join(api, organizationId, citizen, administrator);
    return citizen;
  };
  const member = await person('Bob', 'Brown', 'bob@example.org');
  const administrator = await person('Carol', 'Clark', 'carol@example.org', true);
  const suspended = await person('Dan', 'Dale', 'dan@example.org');
  const former = await person('Eve', 'Evans', 'eve@example.org');
  await (await person(longNames.givenName, longNames.familyName, longAddress)).context.close();
  await (await person('Ng', 'O', 'ng@example.org', true)).context.close();
  const path = `/organizations/${organizationId}/members`;
  await api.send('POST', `${path}/${await memberIdOf(api, organizationId, suspended.email)}/suspend`, { note: 'On leave until March; your notebooks are kept.' });
  await api.send('POST', `/organizations/${organizationId}/clusters/${clusters[1]!.id}/stop`);
  await reaches(api, organizationId, clusters[1]!.id, 'stopped');
  await api.send('DELETE', `${path}/${await memberIdOf(api, organizationId, former.email)}`);
  return { owner, administrator, member, suspended, former, clusters };
}

/** Waiting, expired, and one whose mail nobody takes. */
export async function inviteSome({ owner: { api, organizationId } }: Team): Promise<void> {
  const invite = (email: string, more: object = {}) => api.send('POST', `/organizations/${organizationId}/invitations`, { email, ...more });
  await invite('nora@example.org', { message: 'Welcome to the yard! We meet on Mondays at nine.' });
  await invite('slow+delayed@example.org', { administrator: true });
  await invite('typo+rejected@example.org');
  await invite(`invited.${longAddress}`);
}
