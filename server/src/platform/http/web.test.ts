import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve, type HttpAnswer, type Served } from '../../testing/served.ts';
import { newWorld, testSettings, type World } from '../../testing/world.ts';

let world: World;
let served: Served;
let folder: string;
const html = { accept: 'text/html,application/xhtml+xml' };
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'hopyard-web-'));
  mkdirSync(path.join(folder, 'assets'));
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><html><head><meta name="csp-nonce" content="__CSP_NONCE__"><title>Hopyard</title></head><body></body></html>');
  writeFileSync(path.join(folder, 'assets/main-abc123.js'), 'export {};');
  writeFileSync(path.join(folder, '.env'), 'SECRET=1');
  world = await newWorld();
  served = await serve(world, { webFolder: folder });
});
afterAll(async () => {
  await served.close();
  await world.close();
  rmSync(folder, { recursive: true });
});

const policyOf = (answer: HttpAnswer) => new Map(String(answer.headers['content-security-policy']).split('; ').map((part) => [part.split(' ')[0]!, part.split(' ').slice(1)]));

describe('every answer', () => {
  test.each(['/', '/o/some-slug/members', '/assets/main-abc123.js', '/api/v1/openapi.json', '/api/v1/organizations', '/api/v1/docs', '/api/v1/nothing', '/healthz', '/%zz', '/.well-known/openid-configuration', '/api/auth/nothing'])(
    '%s cannot be framed, sniffed, or run what is not ours', async (address) => {
      const answer = await served.get(address, { headers: html });
      expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin' });
      const policy = policyOf(answer);
      expect([policy.get('default-src'), policy.get('frame-ancestors'), policy.get('base-uri'), policy.get('object-src')]).toEqual([["'self'"], ["'none'"], ["'none'"], ["'none'"]]);
      expect(policy.get('script-src')).toEqual(["'self'"]);
      expect(String(answer.headers['content-security-policy'])).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:/);
    });

  test('asks for https from then on, only where the product is served by https', async () => {
    expect((await served.get('/healthz')).headers['strict-transport-security']).toBeUndefined();
    const outside = { ...world.outside, settings: { ...testSettings, publicUrl: 'https://hopyard.example.org' } };
    const secure = await serve(world, { outside });
    expect((await secure.get('/healthz')).headers['strict-transport-security']).toMatch(/max-age=\d{7,}/);
    await secure.close();
  });
});

describe('the page', () => {
  test('has a nonce that differs each time, and is the one that its policy allows', async () => {
    const nonces = new Set<string>();
    for (let time = 0; time < 5; time++) {
      const page = await served.get('/', { headers: html });
      expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } });
      const nonce = /content="([^"]+)"/.exec(page.text)![1]!;
      expect(policyOf(page).get('style-src')).toEqual(["'self'", `'nonce-${nonce}'`]);
      expect(Buffer.from(nonce, 'base64').length).toBeGreaterThanOrEqual(16);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(5);
  });
  test('answers at every address that a person may reload, and a program gets 404 there', async () => {
    expect((await served.get('/o/some-slug/clusters', { headers: html })).status).toBe(200);
    expect(await served.get('/o/some-slug/clusters', { headers: { accept: 'application/json' } })).toMatchObject({ status: 404, body: { code: 'unknown-route' } });
    expect(await served.get('/o/some-slug/clusters', { headers: { accept: '*/*' } })).toMatchObject({ status: 200 }); // a first look with curl
    expect(await served.get('/assets/gone.js', { headers: { accept: '*/*' } })).toMatchObject({ status: 404, body: { code: 'unknown-route' } });
    expect(await served.get('/api/v1/nothing', { headers: html })).toMatchObject({ status: 404, body: { code: 'unknown-route' } });
  });
  test('its hashed files are kept for a year; what is hidden, outside or the bare template is not served', async () => {
    expect(await served.get('/assets/main-abc123.js')).toMatchObject({ status: 200, headers: { 'cache-control': 'public, max-age=31536000, immutable' } });
    for (const address of ['/.env', '/index.html', '/../package.json', '/assets/..%2f.env', '/assets/../.env']) {
      const answer = await served.get(address);
      expect([address, answer.status]).toEqual([address, 404]);
      expect(answer.text).not.toContain('SECRET');
    }
  });
});

describe('the documentation', () => {
  test('names every operation, runs no script, and its style has the nonce of its policy', async () => {
    const page = await served.get('/api/v1/docs', { headers: html });
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    for (const { operation } of world.product.endpoints) expect(page.text).toContain(`<code>${operation}</code>`);
    expect(page.text).not.toMatch(/<script|\son\w+=|style="/);
    const nonce = /<style nonce="([^"]+)">/.exec(page.text)![1]!;
    expect(policyOf(page).get('style-src')).toContain(`'nonce-${nonce}'`);
    expect((await served.get('/api/v1/docs')).text).not.toContain(nonce);
  });
});
