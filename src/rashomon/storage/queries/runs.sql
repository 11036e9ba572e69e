-- One row: a run, the newest first.
select runs.json
from runs
order by runs.started desc, runs.id
