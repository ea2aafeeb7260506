import { Alert, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { Link, useLocation, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, type ReactNode } from 'react';
import type { Organization, Self } from '../api/types.ts';
import { OrganizationSwitcher } from '../features/organizations/organization-switcher.tsx';
import { UserMenu } from '../features/users/user-menu.tsx';
import { paths, samePageIn } from '../paths.ts';
import { HopCone } from '../ui/logo.tsx';
import { useFocusKept } from '../ui/use-focus-kept.ts';
import { ShellNavigation } from './shell-navigation.tsx';
import classes from './shell.module.css';

const ShellDrawer = lazy(() => import('./shell-drawer.tsx').then((loaded) => ({ default: loaded.ShellDrawer })));

type Props = { self: Self; organization: Organization; away: boolean; children: ReactNode };

export function ShellFrame({ self, organization, away, children }: Props) {
  const router = useRouter();
  const { pathname } = useLocation();
  const [menuOpened, menu] = useDisclosure(false);
  const main = useFocusOnNewPage(pathname, menu.close);
  useFocusKept();
  const inSettings = pathname.includes('/settings/');
  const onSwitch = (slug: string) => router.history.push(samePageIn(pathname, slug));
  const { slug } = organization;

  return (
    <>
      <a href="#main" className="skip-link">
        Skip to the content
      </a>
      <header className={classes['bar']}>
        <Burger opened={menuOpened} onClick={menu.toggle} size="sm" color="#f0f7ea" hiddenFrom="sm" aria-label="Menu" aria-expanded={menuOpened} />
        <Link to={paths.clusters(slug)} className={classes['brand']} aria-label="Hopyard: home">
          <HopCone size={28} />
          <Text span fw={680} fz={18} lts="-0.02em" visibleFrom="xs">
            Hopyard
          </Text>
        </Link>
        <Group component="nav" gap={4} visibleFrom="sm" aria-label="Main">
          <Link to={paths.clusters(slug)} className={classes['tab']} aria-current={inSettings ? undefined : 'page'}>
            Dashboard
          </Link>
          <Link to={paths.cloudAccounts(slug)} className={classes['tab']} aria-current={inSettings ? 'page' : undefined}>
            Settings
          </Link>
        </Group>
        <Group gap="sm" ml="auto" wrap="nowrap" className={classes['right'] ?? ''}>
          <OrganizationSwitcher self={self} current={organization} onSwitch={onSwitch} onCreated={(created) => router.history.push(paths.clusters(created))} />
          <UserMenu self={self} slug={slug} />
        </Group>
      </header>
      {menuOpened && (
        <Suspense>
          <ShellDrawer slug={slug} name={organization.name} onClose={menu.close} />
        </Suspense>
      )}
      <div className={classes['body']}>
        <aside className={classes['side']}>
          <ShellNavigation slug={slug} part={inSettings ? 'settings' : 'dashboard'} />
        </aside>
        <main id="main" ref={main} tabIndex={-1} className={classes['content']}>
          {away && (
            <Alert color="amber" icon={<IconPlugConnectedX size={18} />} mb="md" role="status">
              The server does not answer. What you see may be out of date; the page tries again by itself.
            </Alert>
          )}
          {children}
        </main>
      </div>
    </>
  );
}

/** A keyboard or a screen reader goes on at the beginning of the page that was just opened. */
function useFocusOnNewPage(pathname: string, beforeThat: () => void) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    beforeThat();
    main.current?.focus({ preventScroll: true });
  }, [pathname, beforeThat]);
  return main;
}
