import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { SealedPlace, Vault } from '../../kernel/vault.ts';
import { openBody, sealBody } from './body.ts';

// Stands in for encryption: only the binding to the place matters here.
const mark = (place: SealedPlace) => createHash('sha256').update(JSON.stringify(place)).digest('hex');
const vault: Vault = {
  seal: (plain, place) => `${mark(place)}.${Buffer.from(plain).toString('base64')}`,
  open: (sealed, place) => {
    const [seal, body] = sealed.split('.');
    if (seal !== mark(place)) throw new Error('sealed for another place');
    return Buffer.from(body ?? '', 'base64').toString();
  },
};
const mail = { text: 'Hello', html: '<p>Hello</p>', organizationId: null };

test('a sealed body opens for its own letter and for no other', () => {
  const sealedBody = sealBody(vault, 'm1', mail);
  expect(openBody(vault, { id: 'm1', organizationId: null, sealedBody })).toEqual({ text: 'Hello', html: '<p>Hello</p>' });
  expect(() => openBody(vault, { id: 'm2', organizationId: null, sealedBody })).toThrow('another place');
});
