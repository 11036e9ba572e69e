-- One row: what looked like an event and why it is none.
select passed_over.json
from passed_over
where {where}
order by passed_over.document, passed_over.start, passed_over.number
