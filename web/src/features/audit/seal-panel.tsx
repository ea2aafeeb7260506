import { Alert, Anchor, Button, Group, Text, TextInput } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { AuditSealed, AuditVerified } from '../../api/types.ts';
import { formatAgo, plural } from '../../ui/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Section } from '../../ui/section.tsx';
import { readKeptSeal, sealsPath } from './audit-view.ts';
import classes from './audit.module.css';
import { verifyAudit } from './queries.ts';

/** How far the log is sealed, and the means to check it: nobody has to believe us. */
export function SealPanel({ organizationId, sealed, now }: { organizationId: string; sealed: AuditSealed; now: Date }) {
  const [line, setLine] = useState('');
  const kept = readKeptSeal(line);
  const verify = useMutation({ mutationFn: () => verifyAudit(organizationId, kept) });
  const unreadable = line.trim() !== '' && !kept;
  return (
    <Section
      title="Seals"
      note="Each row is sealed together with the one before it, so that no one can change or take out a row without breaking every seal after it. An end that was cut off shows only beside a seal that you kept elsewhere: download them now and then."
    >
      <Text size="sm" mb="sm">{sealedSentence(sealed, now)}</Text>
      <Group gap="sm" align="flex-end" component="form" onSubmit={(event: React.FormEvent) => { event.preventDefault(); if (!unreadable) verify.mutate(); }}>
        <TextInput
          label="Compare with a seal you kept (optional)" placeholder="A line of a seals file" flex="1 1 260px" maw={520} autoComplete="off" spellCheck={false} value={line}
          classNames={{ input: classes['kept'] ?? '' }} error={unreadable ? 'This is no line of a seals file.' : undefined} onChange={(event) => setLine(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={verify.isPending}>Verify</Button>
        <Anchor href={sealsPath(organizationId)} download size="sm" py={8}>Download the seals</Anchor>
      </Group>
      <div aria-live="polite">
        {verify.data && <Verified result={verify.data} />}
        {verify.error && <ProblemAlert error={verify.error} onRetry={() => verify.mutate()} />}
      </div>
    </Section>
  );
}

function sealedSentence({ number, at, waiting }: AuditSealed, now: Date): string {
  const follow = waiting === 0 ? '' : ` ${plural(waiting, 'newer row is', 'newer rows are')} sealed within a minute.`;
  return at ? `Sealed up to no. ${number} (${formatAgo(at, now)}).${follow}` : `Nothing is sealed yet.${follow}`;
}

function Verified({ result }: { result: AuditVerified }) {
  const { verified, rows, broken, forgotten, keptFits } = result;
  const sentences = [
    broken ? `No. ${broken.number} does not fit: ${broken.because}` : `${plural(rows, 'row was', 'rows were')} recomputed, and every seal fits.`,
    forgotten > 0 ? `${plural(forgotten, 'row has', 'rows have')} no seal and wait for none: something was done to the log outside Hopyard.` : null,
    keptFits === true ? 'The seal that you kept is among them, unchanged.' : null,
    keptFits === false ? 'The seal that you kept is not in this log: its end was cut off, or the log was made anew.' : null,
  ];
  return (
    <Alert mt="md" color={verified ? 'hop' : 'brick'} variant="light" icon={verified ? <IconShieldCheck size={18} /> : <IconShieldX size={18} />} title={verified ? 'The log is as it was written' : 'Something does not fit'}>
      {sentences.filter(Boolean).map((sentence) => <Text key={sentence} size="sm">{sentence}</Text>)}
    </Alert>
  );
}
