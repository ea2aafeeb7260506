import { describe, expect, test } from 'vitest';
import { createCookies } from './cookies.ts';

const secret = 'a secret of more than thirty-two characters';
const http = createCookies({ publicUrl: 'http://127.0.0.1:8080', secret });
const https = createCookies({ publicUrl: 'https://hopyard.example', secret });

describe('cookies', () => {
  test('belong to this very host over https', () => {
    expect(https.session('token')).toMatch(/^__Host-hopyard\.session_token=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    expect(https.registration('value')).toMatch(/^__Host-hopyard_registration=value; .*Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    expect(http.session('token')).not.toContain('Secure');
    expect(https.readSession(http.session('token').split(';')[0])).toBeNull();
  });

  test('are believed with our signature only', () => {
    const header = http.session('token').split(';')[0]!;
    expect(http.readSession(header)).toBe('token');
    expect(createCookies({ publicUrl: 'http://127.0.0.1:8080', secret: `${secret}!` }).readSession(header)).toBeNull();
    expect(http.readSession(header.replace('token.', 'other.'))).toBeNull();
  });

  test('that a neighbour planted before ours do not hide it', () => {
    const header = http.session('token').split(';')[0]!;
    expect(http.readSession(`hopyard.session_token=planted.AAAA; ${header}`)).toBe('token');
  });
});
