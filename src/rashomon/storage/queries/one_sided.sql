-- One row: an incident that only one side tells of, the most told and the most violent first.
select incidents.id
from incidents
join reports on reports.incident = incidents.id and reports.kind = 'event'
where incidents.sides = 1
  and incidents.modality in ('actual', 'called_off')
group by incidents.id
having count(distinct coalesce(reports.holder_country, reports.holder)) = 1
order by incidents.reports desc, min(reports.intensity), incidents.earliest is null, incidents.earliest, incidents.id
