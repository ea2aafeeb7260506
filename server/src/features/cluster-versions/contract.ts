import { z } from 'zod';
import { PageQuery, pageOf } from '../../kernel/page.ts';
import { OrganizationPath } from '../organizations/contract.ts';

export const ListVersions = OrganizationPath.extend(PageQuery);
export const VersionPage = pageOf(z.object({ version: z.string(), isDefault: z.boolean(), managesAdministrators: z.boolean() }));
