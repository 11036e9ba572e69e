-- One row: a reason for which places were passed over, and how many were.
select passed_over.reason, count(*) as places
from passed_over
group by passed_over.reason
order by places desc, passed_over.reason
