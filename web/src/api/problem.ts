/** A refusal of the server (RFC 9457), or no answer at all. Its message is a sentence to a person. */
export class Problem extends Error {
  /** 0 when the server did not answer. */
  readonly status: number;
  readonly code: string;
  readonly next: string | null;
  readonly fields: { field: string; message: string }[];

  constructor(about: { status: number; code: string; detail: string; next?: string | null; fields?: { field: string; message: string }[] }) {
    super(about.detail);
    this.status = about.status;
    this.code = about.code;
    this.next = about.next ?? null;
    this.fields = about.fields ?? [];
  }
}

/** Reads a problem document out of a failed response, whatever its body is: proxies answer in HTML. */
export function problemFrom(response: Response, body: unknown): Problem {
  const document = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const text = (key: string): string | null => (typeof document[key] === 'string' ? document[key] : null);
  return new Problem({
    status: response.status,
    code: text('code') ?? 'unreadable',
    detail: text('detail') ?? text('message') ?? `The server answered ${response.status} without saying why.`,
    next: text('next') ?? (response.status >= 500 ? 'Try again in a moment.' : null),
    fields: Array.isArray(document['fields']) ? (document['fields'] as Problem['fields']) : [],
  });
}

export const noAnswer = (): Problem =>
  new Problem({ status: 0, code: 'no-answer', detail: 'The server does not answer.', next: 'Nothing was lost. Check the connection and try again.' });

export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem({ status: 0, code: 'unexpected', detail: 'Something went wrong on this page.', next: 'Load the page again.' });

/** The messages of a problem by field name, in the shape forms take. */
export const fieldErrors = (problem: Problem): Record<string, string> =>
  Object.fromEntries(problem.fields.map(({ field, message }) => [field, message]));
