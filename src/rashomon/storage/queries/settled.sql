-- One row: a report as it stands, with whether a decision made or changed it.
select reports.id, report_records.json, reports.disputed, report_records.original is not null as decided
from reports
join report_records on report_records.number = reports.number
