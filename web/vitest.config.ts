import { defineProject } from 'vitest/config';

export { configuration as default };

const configuration = defineProject({ test: { name: 'web', include: ['src/**/*.test.ts'], pool: 'forks' } });
