import { queryOptions } from '@tanstack/react-query';
import { answered, api, everyPage } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';
import type { Passkeys } from '../../api/types.ts';
import { makePasskey, askPasskey } from './browser-passkey.ts';

export const passkeysQuery = queryOptions({
  queryKey: keys.passkeys,
  queryFn: () => everyPage<Passkeys['items'][number], Passkeys>((query) => answered(api.GET('/me/passkeys', { params: { query } }))),
});

/** Throws a problem with the code `password-needed` when the sign-in is too old and no password is given. */
export async function addPasskey({ name, password }: { name: string; password: string | null }): Promise<void> {
  const { options } = await answered(api.POST('/me/passkeys/begin', { body: password === null ? {} : { password } }));
  await answered(api.POST('/me/passkeys', { body: { name, answer: await makePasskey(options) } }));
}

export const renamePasskey = (passkeyId: string, name: string) => answered(api.PATCH('/me/passkeys/{passkeyId}', { params: { path: { passkeyId } }, body: { name } }));
export const deletePasskey = (passkeyId: string) => answered(api.DELETE('/me/passkeys/{passkeyId}', { params: { path: { passkeyId } }, body: {} }));

export async function signInWithPasskey(): Promise<void> {
  const { options } = await answered(api.POST('/users/passkey-sign-in/begin', { body: {} }));
  await answered(api.POST('/users/passkey-sign-in', { body: { answer: await askPasskey(options) } }));
}
