-- One row: a chosen incident that only one side tells of, the most told and the most violent first.
select incidents.id
from incidents
where {where}
  and incidents.sides = 1
  and incidents.holders = 1
  and incidents.modality in ('actual', 'called_off')
order by incidents.reports desc, incidents.intensity, incidents.earliest is null, incidents.earliest, incidents.id
