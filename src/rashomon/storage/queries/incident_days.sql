-- One row: a day (null: none is known) with how many of the chosen incidents begin on it, how many of these are disputed, and how many told as history.
select
  incidents.earliest as day,
  count(*) as incidents,
  sum(incidents.disputes > 0) as disputed,
  sum(coalesce(incidents.modality, '') = 'historical') as historical
from incidents
where {where}
group by incidents.earliest
order by incidents.earliest
