-- One row: a comparison, the most contested first.
select comparisons.json
from comparisons
where {where}
order by comparisons.is_dispute desc, comparisons.holders desc, comparisons.id
