import { servedDerived, servedTruth } from './served-schema.ts'

/** Rises when the tables change. */
export const schemaVersion = 8

/*
 * The event log (devices, boots, events, rejected) and the settings are the truth. There is no unique index over
 * (boot, seq): what arrived of a boot is kept as ranges of seq beside it, in the same transaction.
 * That is several times faster, writes far less, and is the proof of what is missing. What one
 * commit brought stands in few rows: a row for each event would cost more than all else of it.
 *
 * Everything else is derived from it, as far as the note `counted` says, and of some devices as far
 * as `reached` says; it may be behind by some seconds, is caught up with after a crash, and can be
 * thrown away at any time. Only what was counted before a horizon is kept, for the raw presence that
 * it came from was removed.
 */
export const truthTables = `${servedTruth}
  create table devices (
    id integer primary key,
    site text not null,
    device text not null,
    unique (site, device)
  ) strict;

  create table boots (
    id integer primary key,
    device integer not null references devices,
    boot text not null,
    received text not null,
    since integer not null,
    last_up integer not null,
    start_at integer not null,
    end_at integer not null,
    connected integer,
    clocked integer not null,
    unclocked integer not null,
    removed integer not null,
    unique (device, boot)
  ) strict;

  create table events (
    -- Places in the log: of the first event of the row, and of the last one.
    id integer primary key,
    last integer not null,
    -- Events that were stored together, a line each.
    told text not null
  ) strict;

  create table horizons (
    device integer primary key references devices,
    quarter integer not null,
    -- A place in the log.
    counted_to integer not null,
    -- A quarter-hour.
    late integer
  ) strict;

  -- Each row holds from its quarter-hour on, unless a later one holds from there or before.
  create table settings (
    version integer primary key,
    since integer not null,
    entered_at integer not null,
    entered_by text not null,
    sites text not null
  ) strict;

  create table headcounts (
    id integer primary key,
    site text not null,
    touchpoint text not null,
    begun_at integer not null,
    ends_at integer not null,
    begun_by text not null
  ) strict;
  create index headcounts_by_touchpoint on headcounts (site, touchpoint);

  create table headcount_taps (
    headcount integer not null references headcounts,
    at integer not null,
    primary key (headcount, at)
  ) strict, without rowid;

  create table headcount_ends (
    headcount integer primary key references headcounts,
    ended_at integer not null
  ) strict;

  create table rejected (
    id integer primary key,
    received_at integer not null,
    topic text not null,
    reason text not null,
    detail text not null,
    bytes integer not null,
    payload blob not null
  ) strict;
`

export const derivedTables = `${servedDerived}
  create table facts (
    device integer not null references devices,
    -- -1: nobody knows.
    quarter integer not null,
    boot integer not null references boots,
    -- The place of its first event in the log.
    first integer not null,
    facts text not null,
    primary key (device, quarter, boot, first)
  ) strict, without rowid;

  create table knots (
    boot integer not null references boots,
    knot integer not null,
    start_us integer not null,
    witness_ms integer not null,
    primary key (boot, knot)
  ) strict, without rowid;

  create table late_boots (
    boot integer primary key references boots,
    start integer not null,
    error_ms integer not null
  ) strict;

  create table holes (
    boot integer not null references boots,
    next integer not null,
    device integer not null references devices,
    time integer not null,
    primary key (boot, next)
  ) strict, without rowid;
  create index holes_by_time on holes (device, time);

  create table untimed (
    boot integer primary key references boots,
    device integer not null references devices,
    since integer not null,
    until integer not null,
    tally text not null
  ) strict;

  create table counted (
    id integer primary key,
    device integer not null references devices,
    quarter integer not null,
    entries text not null,
    counter text not null,
    unique (device, quarter)
  ) strict;

  create table tallies (
    device integer not null references devices,
    quarter integer not null,
    tally text not null,
    primary key (device, quarter)
  ) strict, without rowid;

  -- By which rules the facts of a device were counted, from when on.
  create table counted_by (
    device integer primary key references devices,
    rules text not null
  ) strict;

  create table reached (
    device integer primary key references devices,
    -- A place in the log.
    place integer not null
  ) strict;

  create table notes (name text primary key, value text not null) strict;
`
