-- One row: a comparison, the most contested first.
select comparisons.json
from comparisons
where {where}
order by
  comparisons.is_dispute desc,
  comparisons.relation = 'conflict' desc,
  comparisons.holders desc,
  comparisons.facet = 'quantity',
  comparisons.id
