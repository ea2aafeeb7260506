-- The outbox: a letter is stored by the change that causes it and delivered by a job.
create table mail (
  id uuid primary key,
  organization_id uuid references organization (id),
  invitation_id uuid,
  recipient text not null,
  subject text not null,
  sealed_body text,  -- holds links with secrets: sealed, and emptied on delivery
  state text not null default 'queued' check (state in ('queued', 'delivered', 'failed')),
  attempts integer not null default 0,
  last_error text,
  created_at timestamptz not null,
  next_attempt_at timestamptz,
  delivered_at timestamptz,
  foreign key (organization_id, invitation_id) references invitation (organization_id, id)
);
create index mail_waiting on mail (next_attempt_at) where state = 'queued';
create index mail_of_invitation on mail (invitation_id, id) where invitation_id is not null;
