-- One row: a day (null: none is known) with how many incidents begin on it, how many of these are disputed, and how many told as history.
select
  incidents.earliest as day,
  count(*) as incidents,
  sum(incidents.disputes > 0) as disputed,
  sum(coalesce(incidents.modality, '') = 'historical') as historical
from incidents
group by incidents.earliest
order by incidents.earliest
