/*
 * Who may come in, beside the event log. It says `if not exists`, for databases that were made
 * before it. What must not come back with a backup has a file of its own: passing.ts.
 */
export const accessTables = `
  create table if not exists people (
    name text primary key,
    role text not null,
    -- Null until the first password is set.
    password text,
    since integer not null
  ) strict, without rowid;

  create table if not exists credentials (
    username text primary key,
    kind text not null,
    password text not null,
    rights text not null,
    since integer not null,
    -- Epoch ms; null is for ever.
    until integer
  ) strict, without rowid;

  create table if not exists audit (
    id integer primary key autoincrement,
    at integer not null,
    who text not null,
    action text not null,
    detail text not null
  ) strict;
  create trigger if not exists audit_is_not_changed before update on audit
    begin select raise(abort, 'the audit log is never changed'); end;
  create trigger if not exists audit_is_not_shortened before delete on audit
    begin select raise(abort, 'the audit log is never shortened'); end;
  -- "insert or replace" deletes without asking the trigger above.
  create trigger if not exists audit_is_not_replaced before insert on audit
    when exists (select 1 from audit where id = new.id)
    begin select raise(abort, 'the audit log is never changed'); end;
`
