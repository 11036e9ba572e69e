-- One row: a report as it stands and as the extractor gave it ('' where a person added it), for a decision about it.
select reports.document, reports.disputed, report_records.json, report_records.original
from reports
join report_records on report_records.number = reports.number
where reports.id = ?
