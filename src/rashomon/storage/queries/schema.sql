-- The archive. Derived: it can be deleted and is built again from documents.jsonl and decisions/.
-- `json` is the record as the public contract writes it; the other columns are there to filter, join and count.

create table meta (
  key text primary key,
  value text not null
) without rowid;

create table runs (
  id text primary key,
  started text not null,
  json text not null
) without rowid;

create table documents (
  number integer primary key,
  id text not null unique,
  title text,
  publisher text,
  publisher_type text,
  publisher_country text,
  published text,
  url text,
  language text,
  sha256 text not null,
  echo_of text,
  echo_reason text,
  supersedes text,
  origin text,
  reader text,
  state text not null,           -- read | unread (a language we do not read) | failed
  stamp text,                    -- what made its reports: extractor, model, codebook, rules
  run text,
  characters integer not null,
  text text not null
);
create index documents_publisher on documents (publisher);
create index documents_published on documents (published);
create index documents_origin on documents (origin);

create virtual table documents_fts using fts5 (
  title, text,
  content = 'documents', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
create trigger documents_added after insert on documents begin
  insert into documents_fts (rowid, title, text) values (new.number, new.title, new.text);
end;
create trigger documents_removed after delete on documents begin
  insert into documents_fts (documents_fts, rowid, title, text) values ('delete', old.number, old.title, old.text);
end;

create table readings (
  document text primary key references documents (id) on delete cascade,
  reader text not null,
  value blob not null            -- zlib of msgpack of records.Reading
);

create table reports (
  number integer primary key,
  id text not null unique,
  document text not null references documents (id) on delete cascade,
  start integer not null,
  "end" integer not null,
  kind text not null,
  event text,
  mode text,
  modality text not null,
  polarity text not null,
  quad text,
  intensity real,
  publisher text,
  publisher_country text,
  published text,
  holder text,                   -- the innermost speaker, else the publisher
  holder_country text,
  holder_code text,
  holder_entity text,
  spoken integer not null,       -- 1 if somebody is said to have said it
  actor text,                    -- code, else words, of the first
  recipient text,
  place text,
  place_country text,
  earliest text,
  latest text,
  precision text,
  incident text,
  disputed integer not null default 0,
  echo_of text,
  about text,
  content_of text,
  review text not null,
  certainty real not null,
  "trigger" text not null,
  sentence text not null
);
create index reports_document on reports (document, start);
create index reports_incident on reports (incident);
create index reports_event on reports (event, modality, polarity, kind, review, disputed);
create index reports_period on reports (earliest, latest, event, modality, polarity, disputed);
create index reports_publisher on reports (publisher);
create index reports_holder on reports (holder_country);
create index reports_certainty on reports (review, certainty);
create index reports_about on reports (about) where about is not null;
create index reports_status on reports (modality, earliest, latest);
create index reports_to_judge on reports (id) where kind = 'event' and review <> 'added';

-- The whole records stand apart, so that filters and counts read narrow rows.
create table report_records (
  number integer primary key references reports (number) on delete cascade,
  original text,                 -- as the extractor gave it, where a decision changed it; '' where a person added it
  json text not null
);

create virtual table reports_fts using fts5 (
  sentence,
  content = 'reports', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
create trigger reports_added after insert on reports begin
  insert into reports_fts (rowid, sentence) values (new.number, new.sentence);
end;
create trigger reports_removed after delete on reports begin
  insert into reports_fts (reports_fts, rowid, sentence) values ('delete', old.number, old.sentence);
end;

create table parties (
  report text not null references reports (id) on delete cascade,
  role text not null,            -- actor | recipient | speaker
  position integer not null,
  text text not null,
  name text,
  entity text,
  country text,
  code text,
  primary key (report, role, position)
) without rowid;
create index parties_country on parties (country, role, report);
create index parties_code on parties (code, role, report);
create index parties_entity on parties (entity, role, report);
create index parties_name on parties (name, role, report);
create index parties_text on parties (text collate nocase);

create table dyads (
  report text not null references reports (id) on delete cascade,
  actor text not null,           -- countries
  recipient text not null,
  holder text,                   -- the country of who tells it, else the name
  event text,
  quad text,
  intensity real,
  month text,
  primary key (report, actor, recipient)
) without rowid;
create index dyads_parties on dyads (actor, recipient, holder, event, intensity, report);

create table places (
  report text not null references reports (id) on delete cascade,
  position integer not null,
  role text not null,
  text text not null,
  name text,
  country text,
  latitude real,
  longitude real,
  precision integer,
  gazetteer_id text,
  primary key (report, position)
) without rowid;
create index places_country on places (country, report);
create index places_name on places (name, report);
create index places_text on places (text collate nocase);

create table quantities (
  report text not null references reports (id) on delete cascade,
  position integer not null,
  outcome text not null,
  population text,
  low integer,
  high integer,
  text text not null,
  primary key (report, position)
) without rowid;

create table framings (
  number integer primary key,
  document text not null references documents (id) on delete cascade,
  report text references reports (id) on delete cascade,  -- null: outside any report
  start integer not null,
  "end" integer not null,
  text text not null,
  kind text not null,
  valence integer not null,
  toward text not null,          -- codes, joined by a space
  holder text,
  json text not null
);
create index framings_document on framings (document, start);
create index framings_report on framings (report);
create index framings_holder on framings (holder);

create table passed_over (
  number integer primary key,
  document text not null references documents (id) on delete cascade,
  start integer not null,
  "end" integer not null,
  reason text not null,
  json text not null
);
create index passed_over_document on passed_over (document, start);

create table failures (
  number integer primary key,
  origin text not null,
  step text not null,
  document text,
  json text not null,
  unique (origin, step)
);

create table incidents (
  id text primary key,
  title text not null,
  event text,
  mode text,
  modality text,
  earliest text,
  latest text,
  reports integer not null,
  publishers integer not null,
  independent integer not null,
  sides integer not null,
  disputes integer not null,
  holders integer not null,      -- of other countries, or names where no country is known
  intensity real,                -- the lowest of its reports
  is_denied integer not null,    -- 1 if all events told of it are denied or doubted
  json text not null
) without rowid;
create index incidents_period on incidents (earliest, latest);
create index incidents_days on incidents (earliest, disputes, modality);
create index incidents_disputes on incidents (disputes);
create index incidents_event on incidents (event);

create table comparisons (
  id text primary key,
  incident text not null,
  facet text not null,
  relation text not null,
  is_dispute integer not null,
  positions integer not null,
  holders integer not null,
  json text not null
) without rowid;
create index comparisons_incident on comparisons (incident);
create index comparisons_dispute on comparisons (is_dispute, facet);

create table decisions (
  id text primary key,
  position integer not null,
  who text not null,
  what text not null,
  anchored text not null,        -- id | quote | unanchored | undone | kept (decisions that linking obeys)
  report text,                   -- the report it stands at now
  json text not null
) without rowid;
