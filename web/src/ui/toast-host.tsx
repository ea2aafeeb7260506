import { Notifications, notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { giveToastsTo } from './toast.ts';

export function ToastHost() {
  useEffect(() => giveToastsTo((message) => void notifications.show({ closeButtonProps: { 'aria-label': 'Close the message' }, ...message }), (id) => void notifications.hide(id)), []);
  return <Notifications position="bottom-right" limit={4} />;
}
