import { lazy, Suspense, useSyncExternalStore } from 'react';
import { isToastWaiting, onFirstToast } from './toast.ts';

const ToastHost = lazy(() => import('./toast-host.tsx').then((loaded) => ({ default: loaded.ToastHost })));

/** Where messages appear; what shows them is loaded with the first one. */
export function ToastPlace() {
  const wanted = useSyncExternalStore(onFirstToast, isToastWaiting);
  return <Suspense>{wanted && <ToastHost />}</Suspense>;
}
