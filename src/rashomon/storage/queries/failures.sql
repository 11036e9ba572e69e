-- One row: something that could not be read or done.
select failures.json
from failures
order by failures.origin, failures.step
