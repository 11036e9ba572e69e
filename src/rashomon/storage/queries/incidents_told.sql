-- One row: an incident with its record, the most disputed and the most told first.
select
  incidents.id,
  incidents.title,
  incidents.event,
  incidents.modality,
  incidents.earliest,
  incidents.latest,
  incidents.reports,
  incidents.independent,
  incidents.disputes,
  incidents.is_denied,
  incidents.json
from incidents
where {where}
order by incidents.disputes desc, incidents.reports desc, incidents.id
