-- One row: a month with how many of the chosen reports tell of it, by event type and status.
select
  substr(reports.earliest, 1, 7) as month,
  reports.event,
  reports.modality,
  reports.polarity,
  count(*) as reports,
  sum(reports.disputed) as disputed
from reports
where reports.earliest is not null
  and {where}
group by substr(reports.earliest, 1, 7), reports.event, reports.modality, reports.polarity
order by month, reports.event
