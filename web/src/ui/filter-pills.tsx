import { UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import classes from './filter-pills.module.css';

type Props<Word extends string> = { label: string; choices: readonly (readonly [Word, string])[]; chosen: readonly Word[]; onToggle: (word: Word) => void };

/** Filters of which several may be on; which are is shown by a tick too, not by the colour alone. */
export function FilterPills<Word extends string>({ label, choices, chosen, onToggle }: Props<Word>) {
  return (
    <div role="group" aria-label={label} className={classes['pills']}>
      {choices.map(([word, words]) => {
        const isOn = chosen.includes(word);
        return (
          <UnstyledButton key={word} className={classes['pill'] ?? ''} aria-pressed={isOn} onClick={() => onToggle(word)}>
            {isOn && <IconCheck size={14} stroke={2.5} aria-hidden="true" />}
            {words}
          </UnstyledButton>
        );
      })}
    </div>
  );
}
