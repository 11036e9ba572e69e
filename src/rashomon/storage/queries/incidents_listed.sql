-- One row: an incident with the columns that tables and timelines need.
select
  incidents.id,
  incidents.title,
  incidents.event,
  incidents.mode,
  incidents.modality,
  incidents.earliest,
  incidents.latest,
  incidents.reports,
  incidents.publishers,
  incidents.independent,
  incidents.sides,
  incidents.disputes
from incidents
where {where}
order by incidents.earliest is null, incidents.earliest, incidents.id
