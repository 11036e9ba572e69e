-- One row: a report as the extractor gave it; those that a person added are left out ('' as their original).
select coalesce(report_records.original, report_records.json) as json
from reports
join report_records on report_records.number = reports.number
where coalesce(report_records.original, 'x') <> ''
order by reports.document, reports.start, reports.id
