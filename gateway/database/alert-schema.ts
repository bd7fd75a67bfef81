/*
 * Alerts and what was done about them: rows that are never changed. It says `if not exists`, for
 * databases that were made before it.
 */
export const alertTables = `
  create table if not exists alerts (
    id integer primary key,
    -- What is wrong where, as JSON.
    finding text not null
  ) strict;

  create table if not exists alert_steps (
    id integer primary key,
    alert integer not null references alerts,
    what text not null,
    at integer not null,
    entered_by text not null,
    comment text not null
  ) strict;
  create index if not exists alert_steps_by_alert on alert_steps (alert);

  -- How far the watches have come; without it an alert would be raised again.
  create table if not exists alert_notes (name text primary key, value text not null) strict;
`
