-- Written in the transaction of the change. The server may only add to it and read it.
create table audit (
  id uuid primary key,
  at timestamptz not null,
  organization_id uuid references organization (id),
  actor_kind text not null check (actor_kind in ('anonymous', 'user', 'cluster', 'system')),
  actor_id text,
  operation text not null,
  subject text not null,
  before jsonb,
  after jsonb
);
create index audit_of_organization on audit (organization_id, id);
revoke update, delete, truncate on audit from hopyard_server;
