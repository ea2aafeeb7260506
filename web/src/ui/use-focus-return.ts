import { useEffect } from 'react';

/** Gives the focus back to where it was when a dialog that exists only while it is open goes away. */
export function useFocusReturn(): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      // After the dialog has let go of the focus.
      setTimeout(() => {
        if (before instanceof HTMLElement && before.isConnected && document.activeElement === document.body) before.focus();
      }, 0);
    };
  }, []);
}
