-- One row: a report, as the public contract writes it.
select reports.json
from reports
where {where}
order by {order}
