-- One row: a party or speaker whose words are these, with the report that it stands in.
select
  reports.id,
  reports.document,
  reports.event,
  reports.sentence,
  parties.role,
  parties.text,
  parties.code
from parties
join reports on reports.id = parties.report
where lower(parties.text) = lower(?)
order by reports.document, reports.start, reports.id
