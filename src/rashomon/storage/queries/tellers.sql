-- One row: who tells of an incident: its publishers and holders, with the days on which it was told.
select
  reports.incident,
  reports.publisher,
  reports.holder,
  reports.holder_country,
  min(reports.published) as earliest,
  max(reports.published) as latest
from reports
where {where}
group by reports.incident, reports.publisher, reports.holder, reports.holder_country
