-- One row: a report, as the public contract writes it.
select report_records.json
from reports
join report_records on report_records.number = reports.number
where {where}
order by {order}
