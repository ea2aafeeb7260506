import { describe, expect, it } from 'vitest';
import { asProblem, fieldErrors, problemFrom } from './problem.ts';

describe('a refused request', () => {
  it('is shown in the words of the server, with what to do next', () => {
    const refused = problemFrom(new Response(null, { status: 409 }), { code: 'name-taken', detail: 'A cluster is called so already.', next: 'Choose another name.' });
    expect(refused).toMatchObject({ status: 409, code: 'name-taken', message: 'A cluster is called so already.', next: 'Choose another name.' });
  });

  it('names each field', () => {
    const refused = problemFrom(new Response(null, { status: 400 }), { code: 'invalid', detail: 'Some fields are wrong.', fields: [{ field: 'email', message: 'This is not an e-mail address.' }] });
    expect(fieldErrors(refused)).toEqual({ email: 'This is not an e-mail address.' });
  });

  it('still says something when a proxy answered in HTML', () => {
    const refused = problemFrom(new Response('<h1>502</h1>', { status: 502 }), '<h1>502</h1>');
    expect(refused.message).toContain('502');
    expect(refused.next).toBe('Try again in a moment.');
  });

  it('never shows the message of a fault of the page itself', () => {
    expect(asProblem(new TypeError('x is not a function')).message).not.toContain('function');
  });
});
