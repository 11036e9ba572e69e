-- One row: a report as it stands, with whether a decision made or changed it.
select reports.id, reports.json, reports.disputed, reports.original is not null as decided
from reports
