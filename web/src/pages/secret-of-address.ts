import { useEffect, useState } from 'react';

/** The secret behind the # of a mailed link: it never reaches a server log. */
const secretOfAddress = (): string => window.location.hash.slice(1);

/**
 * The secret of the link that is open now. A link that is put into a tab which shows the same page already loads nothing
 * and changes only this: give it as the key of whatever holds state about the earlier secret.
 */
export function useSecretOfAddress(): string {
  const [secret, setSecret] = useState(secretOfAddress);
  useEffect(() => {
    const follow = () => setSecret(secretOfAddress());
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return secret;
}
