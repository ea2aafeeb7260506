import { useEffect } from 'react';

// After dialogs have given the focus back by themselves, and before a next key.
const settleMs = 60;

/**
 * Keeps a place for people at a keyboard: when what had the focus goes away, the focus moves to the dialog that is open
 * or to the content; when it was only disabled for a while, it gets the focus back.
 */
export function useFocusKept(): void {
  useEffect(() => {
    let last: HTMLElement | null = null;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const remember = ({ target }: FocusEvent) => {
      last = target instanceof HTMLElement ? target : null;
    };
    // Whoever clicks beside everything lets go on purpose.
    const forget = ({ target }: PointerEvent) => {
      if (target instanceof Node && !last?.contains(target)) last = null;
    };
    const mend = () => {
      if (!last || document.activeElement !== document.body) return;
      if (!last.isConnected) placeOf()?.focus({ preventScroll: true });
      else if (!last.matches(':disabled')) last.focus({ preventScroll: true });
    };
    const changes = new MutationObserver(() => {
      if (!last || document.activeElement !== document.body) return;
      clearTimeout(waiting);
      waiting = setTimeout(mend, settleMs);
    });
    document.addEventListener('focusin', remember);
    document.addEventListener('pointerdown', forget);
    changes.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
    return () => {
      clearTimeout(waiting);
      changes.disconnect();
      document.removeEventListener('focusin', remember);
      document.removeEventListener('pointerdown', forget);
    };
  }, []);
}

const placeOf = (): HTMLElement | null => document.querySelector<HTMLElement>('[role=dialog]') ?? document.querySelector<HTMLElement>('#main');
