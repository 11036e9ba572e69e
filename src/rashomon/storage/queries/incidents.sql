-- One row: an incident, as the public contract writes it.
select incidents.json
from incidents
where {where}
order by incidents.earliest is null, incidents.earliest, incidents.id
