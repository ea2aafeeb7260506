import { describe, expect, test } from 'vitest';
import { endpointsOf } from '../../app.ts';
import { operations } from '../../kernel/operation.ts';
import { kept, type KeptOperation } from './fields.ts';
import { sentenceOf, sentences, type Told } from './sentence.ts';

// Only described here, never run: they need nothing from outside.
const nothing: object = new Proxy(() => nothing, { get: () => nothing });
const endpoints = endpointsOf(nothing as Parameters<typeof endpointsOf>[0]);
/** Writes that leave no row of their own: each says why. */
const silent: Record<string, string> = {
  'users.resendVerification': 'sends a letter again, and changes nothing',
  'heartbeats.receive': 'comes every few seconds from every cluster',
  'passkeys.begin': 'only prepares passkeys.create', 'passkeys.beginSignIn': 'only prepares passkeys.signIn',
  'members.changeRoleMany': 'leaves a row members.changeRole for each', 'members.removeMany': 'leaves a row members.remove for each',
  'members.suspendMany': 'leaves a row members.suspend for each', 'invitations.createMany': 'leaves a row invitations.create for each',
  'invitations.resendMany': 'leaves a row invitations.resend for each', 'invitations.withdrawMany': 'leaves a row invitations.withdraw for each',
};
const reads = new Set<string>(endpoints.filter((spec) => 'reads' in spec).map(({ operation }) => operation));
const served = new Set<string>(endpoints.map(({ operation }) => operation));

const told = (given: Partial<Told> = {}): Told => ({ before: {}, after: {}, person: () => 'Bob Brown', thing: 'analytics', ...given });

describe('the log', () => {
  test.each(operations.filter((operation) => !reads.has(operation) && !silent[operation]))('knows what to keep of %s, and says it in words', (operation) => {
    expect(Object.keys(kept)).toContain(operation);
    expect(sentenceOf(operation, told())).toMatch(/^[a-z][^.]+$/);
    expect(sentenceOf(operation, told())).not.toMatch(/undefined|null|\[object/);
    expect(sentences[operation as KeptOperation]).toBeDefined();
  });

  test('has nothing of what is only read', () => {
    expect(served.has('audit.list')).toBe(true);
    expect(Object.keys(kept).filter((operation) => reads.has(operation))).toEqual([]);
  });

  test('an operation of a later version is named as it was written', () => {
    expect(sentenceOf('moons.rename', told())).toBe('moons.rename');
  });
});

test.each<[KeptOperation, Partial<Told>, string]>([
  ['members.remove', {}, 'removed Bob Brown'],
  ['members.changeRole', { after: { role: 'administrator' } }, 'made Bob Brown an administrator'],
  ['members.changeRole', { after: { role: 'member' } }, 'made Bob Brown an ordinary member'],
  ['invitations.create', { after: { role: 'administrator' } }, 'invited Bob Brown as an administrator'],
  ['invitations.end', { after: { because: 'the inviter was removed' } }, 'ended the invitation of Bob Brown, because the inviter was removed'],
  ['organizations.update', { before: { name: 'Old', timeZone: 'UTC' }, after: { name: 'New', timeZone: 'UTC' } }, 'renamed the organization from Old to New'],
  ['organizations.update', { before: { name: 'Old', timeZone: 'UTC' }, after: { name: 'Old', timeZone: 'Europe/Oslo' } }, 'changed the time zone from UTC to Europe/Oslo'],
  ['organizations.updatePermissions', { before: { membersCanInvite: false, membersCanOpenPorts: true }, after: { membersCanInvite: true, membersCanOpenPorts: false } }, 'allowed ordinary members to invite, and no longer lets ordinary members open ports'],
  ['clusters.updateServices', { before: { kafka: false, ssh: false }, after: { kafka: true, ssh: true } }, 'opened Kafka and SSH on the cluster analytics'],
  ['clusters.observe', { after: { state: 'shutting-down' } }, 'saw the cluster analytics become shutting down'],
  ['cluster-accounts.confirmBlocks', { after: { people: ['a', 'b'] } }, 'confirmed that 2 people are blocked on the cluster analytics'],
  ['cluster-accounts.retry', {}, 'had the accounts on the cluster analytics tried again'],
])('%s: %j reads "%s"', (operation, given, sentence) => {
  expect(sentenceOf(operation, told(given))).toBe(sentence);
});
