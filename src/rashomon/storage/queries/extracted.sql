-- One row: a report as the extractor gave it; those that a person added are left out ('' as their original).
select coalesce(reports.original, reports.json) as json
from reports
where coalesce(reports.original, 'x') <> ''
order by reports.document, reports.start, reports.id
