import { Text } from '@mantine/core';
import { IconBuilding, IconChartBar, IconCloud, IconHistory, IconKey, IconServer2, IconShieldLock, IconUserCog, IconUsers } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { paths } from '../paths.ts';
import { useShell } from './shell-context.ts';
import classes from './shell.module.css';

type Entry = { label: string; to: (slug: string) => string; icon: typeof IconUsers; onlyAdministrators?: true };

const entries: Record<'dashboard' | 'settings', Entry[]> = {
  dashboard: [
    { label: 'Clusters', to: paths.clusters, icon: IconServer2 },
    { label: 'Members', to: paths.members, icon: IconUsers },
    { label: 'Usage', to: paths.usage, icon: IconChartBar },
  ],
  settings: [
    { label: 'Cloud Accounts', to: paths.cloudAccounts, icon: IconCloud },
    { label: 'Organization', to: paths.organizationSettings, icon: IconBuilding },
    { label: 'API keys', to: paths.apiKeys, icon: IconKey },
    { label: 'Audit log', to: paths.auditLog, icon: IconHistory, onlyAdministrators: true },
    { label: 'Profile', to: paths.profile, icon: IconUserCog },
    { label: 'Security', to: paths.security, icon: IconShieldLock },
  ],
};

export function ShellNavigation({ slug, part, titled = false }: { slug: string; part: keyof typeof entries; titled?: boolean }) {
  const { pathname } = useLocation();
  const { organization } = useShell();
  const shown = entries[part].filter(({ onlyAdministrators }) => !onlyAdministrators || organization.role !== 'member');
  const title = part === 'dashboard' ? 'Dashboard' : 'Settings';
  return (
    <nav aria-label={title}>
      {titled && (
        <Text size="xs" fw={600} c="dimmed" px={12} pt="md" pb={4}>
          {title}
        </Text>
      )}
      <ul className={classes['entries']}>
        {shown.map(({ label, to, icon: Icon }) => (
          <li key={label}>
            <Link to={to(slug)} className={classes['entry']} aria-current={pathname.startsWith(to(slug)) ? 'page' : undefined}>
              <Icon size={19} stroke={1.7} aria-hidden="true" />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
