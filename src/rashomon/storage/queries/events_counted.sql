-- One row: an event type with how many of its reports are denied or doubted, lie ahead, were called off, are history.
select
  reports.event,
  count(*) as reports,
  sum(reports.polarity <> 'affirmed') as denied,
  sum(reports.modality in ('planned', 'threatened', 'possible', 'demanded', 'conditional')) as ahead,
  sum(reports.modality = 'called_off') as called_off,
  sum(reports.modality = 'historical') as historical
from reports
where {where}
  and reports.kind = 'event'
  and reports.event is not null
  and reports.review <> 'rejected'
group by reports.event
order by reports desc, reports.event
