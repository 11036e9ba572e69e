-- One row: a party, speaker or place whose words are these, with the report that it stands in.
select
  reports.id,
  reports.document,
  reports.start,
  reports.event,
  reports.sentence,
  parties.role,
  parties.text,
  parties.code as value
from parties
join reports on reports.id = parties.report
where parties.text = ? collate nocase
union all
select
  reports.id,
  reports.document,
  reports.start,
  reports.event,
  reports.sentence,
  'place' as role,
  places.text,
  places.name as value
from places
join reports on reports.id = places.report
where places.text = ? collate nocase
order by 2, 3, 1
