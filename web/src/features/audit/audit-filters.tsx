import { Button, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { isFiltered, noFilter, nounChoices, type AuditView } from './audit-view.ts';

type Props = { view: AuditView; operations: readonly string[]; onView: (view: AuditView, how?: { replace: boolean }) => void };

/** All of it stands in the address of the page. */
export function AuditFilters({ view, operations, onView }: Props) {
  return (
    <Group gap="sm" mb="md" role="search" aria-label="Audit log" align="flex-end">
      <Typed label="Who did it" value={view.actor} onType={(actor) => onView({ ...view, actor }, { replace: true })} />
      <Typed label="Who is concerned" value={view.person} onType={(person) => onView({ ...view, person }, { replace: true })} />
      <Select
        label="What it is about" placeholder="Everything" clearable searchable flex="1 1 170px" maw={240} data={nounChoices(operations)}
        value={view.noun || null} onChange={(noun) => onView({ ...view, noun: noun ?? '', operation: '' })}
      />
      <TextInput type="date" label="From" flex="0 1 150px" value={view.from} max={view.to || undefined} onChange={(event) => onView({ ...view, from: event.currentTarget.value })} />
      <TextInput type="date" label="To" flex="0 1 150px" value={view.to} min={view.from || undefined} onChange={(event) => onView({ ...view, to: event.currentTarget.value })} />
      {isFiltered(view) && <Button variant="subtle" onClick={() => onView(noFilter)}>Clear filters</Button>}
    </Group>
  );
}

/** Searches after a short rest, so that not every letter is a question to the server. */
function Typed({ label, value, onType }: { label: string; value: string; onType: (text: string) => void }) {
  const [typed, setTyped] = useState(value);
  const search = useDebouncedCallback(onType, 250);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      label={label} placeholder="Name or address" autoComplete="off" maxLength={100} flex="1 1 170px" maw={260} value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
    />
  );
}
