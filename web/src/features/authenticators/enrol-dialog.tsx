import { Button, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../../api/keys.ts';
import type { NewAuthenticator } from '../../api/types.ts';
import { CopyValue } from '../../ui/copy-value.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useFocusReturn } from '../../ui/use-focus-return.ts';
import { QrCode } from './qr-code.tsx';
import { beginAuthenticator, confirmAuthenticator } from './queries.ts';
import { RecoveryCodes } from './recovery-codes.tsx';

/** Password, then the QR code and its first code, then the recovery codes. */
export function EnrolDialog({ onClose }: { onClose: () => void }) {
  useFocusReturn();
  const queries = useQueryClient();
  const [begun, setBegun] = useState<NewAuthenticator | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const leave = () => {
    void queries.invalidateQueries({ queryKey: keys.authenticator });
    onClose();
  };
  const title = codes ? 'Two-step sign-in is on' : 'Switch two-step sign-in on';
  return (
    // With the recovery codes on it, a slip of the finger must not close it.
    <Modal opened onClose={leave} returnFocus={false} title={title} size="md" closeOnClickOutside={codes === null} closeOnEscape={codes === null} withCloseButton={codes === null}>
      {codes ? <RecoveryCodes codes={codes} onKept={leave} /> : begun ? <FirstCode begun={begun} onOn={setCodes} /> : <AskPassword onBegun={setBegun} />}
    </Modal>
  );
}

function AskPassword({ onBegun }: { onBegun: (begun: NewAuthenticator) => void }) {
  const [password, setPassword] = useState('');
  const begin = useMutation({ mutationFn: () => beginAuthenticator(password), onSuccess: onBegun });
  return (
    <form onSubmit={(event) => { event.preventDefault(); begin.mutate(); }}>
      <Stack gap="md">
        <Text size="sm">You need an authenticator app on your phone, such as Google Authenticator, 2FAS, Aegis or a password manager. From then on, signing in asks for your password and for the code that the app shows.</Text>
        <PasswordInput label="Your password" autoComplete="current-password" required withAsterisk={false} data-autofocus value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
        <ProblemAlert error={begin.error} />
        <Button type="submit" loading={begin.isPending} w="fit-content">Continue</Button>
      </Stack>
    </form>
  );
}

function FirstCode({ begun, onOn }: { begun: NewAuthenticator; onOn: (codes: readonly string[]) => void }) {
  const [code, setCode] = useState('');
  const confirm = useMutation({ mutationFn: () => confirmAuthenticator(code), onSuccess: ({ recoveryCodes }) => onOn(recoveryCodes ?? []) });
  return (
    <form onSubmit={(event) => { event.preventDefault(); confirm.mutate(); }}>
      <Stack gap="md">
        <Text size="sm">Scan this with the app. It counts only once you have entered the code that the app then shows.</Text>
        <QrCode text={begun.uri ?? ''} label="QR code for the authenticator app; the same secret stands below it as text" />
        <div>
          <Text size="sm" c="dimmed" mb={4}>Or type this secret into the app:</Text>
          <CopyValue value={begun.secret ?? ''} what="the secret" />
        </div>
        <CodeInput label="Code of the app" value={code} onChange={setCode} autoFocus />
        <ProblemAlert error={confirm.error} />
        <Button type="submit" loading={confirm.isPending} w="fit-content">Switch on</Button>
      </Stack>
    </form>
  );
}

/** Six digits, which phones and password managers can fill in. */
export function CodeInput({ label, value, onChange, autoFocus = false }: { label: string; value: string; onChange: (value: string) => void; autoFocus?: boolean }) {
  return (
    <TextInput
      label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)} required withAsterisk={false}
      inputMode="numeric" autoComplete="one-time-code" maxLength={9} w={180} autoFocus={autoFocus} {...(autoFocus ? { 'data-autofocus': true } : {})}
    />
  );
}
