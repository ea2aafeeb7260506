alter table invitation add column link_hash text unique;  -- D03: of the copied link; it opens the invitation and proves no address
alter table invitation add column message text check (char_length(message) between 1 and 500);
-- The pages of the list of open invitations; the one by address is invitation_one_open.
create index invitation_open_by_time on invitation (organization_id, sent_at, id) where state = 'pending';

-- A letter whose invitation ended, or was sent again, before it could go: its link leads nowhere.
alter table mail drop constraint mail_state_check;
alter table mail add constraint mail_state_check check (state in ('queued', 'delivered', 'failed', 'cancelled'));
