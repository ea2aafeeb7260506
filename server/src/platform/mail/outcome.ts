import type { Outcome } from '../../features/mail/delivery.ts';

type SmtpError = { code?: string; command?: string; responseCode?: number; response?: string };

/**
 * What an error of nodemailer means for one letter. Permanent is only what the server said about this recipient or this
 * message; a refused sign-in, sender or connection is ours or the operator's to mend, so the letter waits.
 */
export function outcomeOf(error: unknown): Outcome {
  const { code = '', command = '', responseCode = 0, response = '' } = error as SmtpError;
  if (responseCode >= 500 && aboutTheLetter.includes(command)) return { kind: 'rejected', because: `The mail server refused the letter${quoted(response)}.` };
  if (code === 'EENVELOPE' && command === 'API') return { kind: 'rejected', because: 'The address is not one that mail can be sent to.' };
  if (code === 'EAUTH') return { kind: 'delayed', because: 'The mail server did not accept the sign-in that Hopyard is configured with.' };
  if (responseCode > 0) return { kind: 'delayed', because: `The mail server did not take the letter yet${quoted(response)}.` };
  return { kind: 'delayed', because: unanswered[code] ?? 'The mail server could not be reached.' };
}

const aboutTheLetter = ['RCPT TO', 'DATA'];

const unanswered: Record<string, string> = {
  EDNS: 'The name of the mail server is unknown.',
  ETIMEDOUT: 'The mail server did not answer in time.',
  ETLS: 'The connection to the mail server could not be encrypted.',
};

/** The server's own words, for a person. A filter may quote the letter's link, which holds a secret: addresses are cut out. */
function quoted(response: string): string {
  const words = response
    .replace(/\S*(?:\/\/|#)\S*/g, '…')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);
  return words ? `: ${words.replace(/\.$/, '')}` : '';
}
