-- One row: who tells of an incident: its publishers and holders, with the days on which it was told, and how often it is denied or doubted.
select
  reports.incident,
  reports.publisher,
  reports.holder,
  reports.holder_country,
  min(reports.published) as earliest,
  max(reports.published) as latest,
  count(*) as reports,
  sum(reports.kind = 'event') as events,
  sum(reports.kind = 'event' and reports.polarity <> 'affirmed') as denied
from reports
where {where}
group by reports.incident, reports.publisher, reports.holder, reports.holder_country
