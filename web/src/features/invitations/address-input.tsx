import { Button, FileButton, Group, Text, Textarea } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useRef, useState, type ClipboardEvent } from 'react';
import { plural } from '../../ui/format.ts';

const largestFile = 1_000_000;

/** Takes addresses as a text: pasted, typed, or out of a CSV file. `onText` answers how many it found. */
export function AddressInput({ onText, disabled }: { onText: (text: string) => number; disabled: boolean }) {
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const area = useRef<HTMLTextAreaElement>(null);
  const take = (given: string, from: string) => {
    const found = onText(given);
    setText(found > 0 ? '' : given.slice(0, 10_000));
    area.current?.focus(); // the button that was pressed has nothing to do any more
    setNote(found > 0 ? `${plural(found, 'address', 'addresses')} found${from}.` : `There is no e-mail address${from || ' in this'}.`);
  };
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const pasted = event.clipboardData.getData('text');
    if (!pasted.includes('@')) return;
    event.preventDefault();
    take(`${text} ${pasted}`, '');
  };
  const onFile = async (file: File | null) => {
    if (!file) return;
    if (file.size > largestFile) return setNote(`${file.name} is larger than a megabyte.`);
    take(await file.text(), ` in ${file.name}`);
  };
  return (
    <div>
      <Textarea
        ref={area} label="E-mail addresses" description="Paste or type them, separated as you like, or choose a CSV file; names beside them are left out." placeholder="ada@example.org, bob@example.org" autosize={false} rows={3} data-autofocus
        disabled={disabled} value={text} onChange={(event) => setText(event.currentTarget.value)} onPaste={onPaste}
        onKeyDown={(event) => { if (event.key === 'Enter' && !event.shiftKey && text.trim()) { event.preventDefault(); take(text, ''); } }}
      />
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" variant="default" disabled={disabled || !text.trim()} onClick={() => take(text, '')}>Add to the list</Button>
        <FileButton accept=".csv,.txt,.tsv,text/csv,text/plain" onChange={(file) => void onFile(file)}>
          {(props) => <Button {...props} size="compact-sm" variant="default" disabled={disabled} leftSection={<IconFileText size={15} aria-hidden="true" />}>Choose a CSV file</Button>}
        </FileButton>
        <Text size="xs" c="dimmed" role="status">{note}</Text>
      </Group>
    </div>
  );
}
