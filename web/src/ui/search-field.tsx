import { CloseButton, Kbd, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';

const restMs = 250;

type Props = { label: string; placeholder: string; value: string; onSearch: (text: string) => void };

/** Searches while one types, after a short rest. The key `/` leads here, except where a text is being written. */
export function SearchField({ label, placeholder, value, onSearch }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const search = useDebouncedCallback(onSearch, restMs);
  useSlash(field);
  // The address changed by other means: the back button, or "Clear filters".
  useEffect(() => {
    if (document.activeElement !== field.current || value === '') setTyped(value);
  }, [value]);
  const set = (text: string) => {
    setTyped(text);
    search(text);
  };
  return (
    <TextInput
      ref={field} type="search" aria-label={label} placeholder={placeholder} autoComplete="off" maxLength={100} flex="1 1 220px" maw={360} aria-keyshortcuts="/"
      leftSection={<IconSearch size={16} aria-hidden="true" />} value={typed} onChange={(event) => set(event.currentTarget.value)}
      rightSection={typed ? <CloseButton size="sm" aria-label="Clear the search" onClick={() => { set(''); field.current?.focus(); }} /> : <Kbd size="xs" visibleFrom="sm" aria-hidden="true">/</Kbd>}
    />
  );
}

const isWriting = (element: Element | null): boolean => element instanceof HTMLElement && (element.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(element.tagName));

function useSlash(field: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isWriting(document.activeElement) || document.querySelector('[role=dialog]')) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [field]);
}
