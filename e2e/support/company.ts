/** A believable organization: people with short and very long names, clusters in every state, invitations in every state. */
import { createServer, type Server } from 'node:net';
import type { Browser } from '@playwright/test';
import { connectMachine, createQuietly, join, reaches, registerQuietly, type Api, type ClusterSeen } from './api.ts';
import { newPerson, type Person } from './person.ts';
import type { Product } from './product.ts';

export type Citizen = Person & { api: Api; organizationId: string; slug: string };

export type Company = {
  owner: Citizen;
  member: Citizen;
  /** Invited, has not answered. */
  guest: Citizen;
  clusters: Record<'running' | 'stopped' | 'failed' | 'unmanaged', ClusterSeen>;
  /** Programs that have ports which clusters want. */
  release(): void;
};

const people: [givenName: string, familyName: string][] = [
  ['Wolfeschlegelsteinhausenberger', 'Adelbertcharlesdavidearlfreder'], ['Ng', 'O'], ['María José', 'Fernández de la Vega Sanz'], ['浩', '田中'],
  ['Anna', 'Lindqvist'], ['Omar', 'Haddad'], ['Ingrid', 'Sørensen'],
];

export async function citizenOf(browser: Browser, product: Product, names: { givenName: string; familyName: string; email: string }): Promise<Citizen> {
  const person = await newPerson(browser, product, names);
  const { api, id, slug } = await registerQuietly(person, product);
  return { ...person, api, organizationId: id, slug };
}

function occupy(host: string, port: number): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve) => server.listen(port, host, () => resolve(server)));
}

async function makeClusters({ api, organizationId }: Citizen): Promise<{ clusters: Company['clusters']; occupied: Server[] }> {
  const create = async (name: string, more: Partial<Parameters<typeof createQuietly>[2]> = {}) => (await createQuietly(api, organizationId, { name, ...more })).id;
  const turn = (id: string, verb: string) => api.send('POST', `/organizations/${organizationId}/clusters/${id}/${verb}`);
  const failedId = await create('recommendation-service-staging-eu-north');
  const failed = await reaches(api, organizationId, failedId, 'running');
  await turn(failedId, 'stop');
  const [runningId, stoppedId, unmanagedId] = [await create('prod', { version: '3.9.0' }), await create('fraud detection', { version: '2.6.0' }), await create('legacy', { version: '2.5.0', userManagement: 'unmanaged' })];
  const stoppedWhenUp = await reaches(api, organizationId, stoppedId, 'running');
  await turn(stoppedWhenUp.id, 'stop');
  await reaches(api, organizationId, failedId, 'stopped');
  const running = await reaches(api, organizationId, runningId, 'running');
  const occupied = [await occupy(new URL(failed.url).hostname, 80), await occupy(new URL(running.url).hostname, 3306)];
  await turn(failedId, 'start');
  await api.send('PUT', `/organizations/${organizationId}/clusters/${runningId}/services`, { featureStore: true, onlineFeatureStore: true, kafka: false, ssh: false });
  return {
    occupied,
    clusters: {
      running, failed: await reaches(api, organizationId, failedId, 'error'),
      stopped: await reaches(api, organizationId, stoppedId, 'stopped'), unmanaged: await reaches(api, organizationId, unmanagedId, 'running'),
    },
  };
}

export async function foundCompany(browser: Browser, product: Product): Promise<Company> {
  const owner = await citizenOf(browser, product, { givenName: 'Alice', familyName: 'Adams', email: 'alice@example.org' });
  const { api, organizationId } = owner;
  await api.send('PATCH', `/organizations/${organizationId}`, { name: 'Nordic Institute for Applied Machine Learning and Statistics' });
  await connectMachine(api, organizationId);
  const { clusters, occupied } = await makeClusters(owner);
  const member = await citizenOf(browser, product, { givenName: 'Bob', familyName: 'Brown', email: 'bob@example.org' });
  await join(api, organizationId, member);
  for (const [index, [givenName, familyName]] of people.entries()) {
    const email = index === 0 ? `${'a-very-long-mailbox-name.'.repeat(2)}of.somebody@research-department.example.org` : `person-${index}@example.org`;
    const person = await citizenOf(browser, product, { givenName, familyName, email });
    await join(api, organizationId, person, index % 3 === 0);
    await person.context.close();
  }
  const guest = await citizenOf(browser, product, { givenName: 'Nora', familyName: 'Nilsen', email: 'nora@example.org' });
  for (const email of [guest.email, 'typo+rejected@example.org', 'slow+delayed@example.org', 'somebody-new@example.org']) {
    await api.send('POST', `/organizations/${organizationId}/invitations`, { email, administrator: email.startsWith('slow') });
  }
  return { owner, member, guest, clusters, release: () => occupied.forEach((server) => server.close()) };
}
