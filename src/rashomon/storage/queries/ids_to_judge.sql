-- One row: the id of a report that a person may be asked to judge.
select reports.id
from reports
where reports.kind = 'event'
  and reports.review <> 'added'
order by reports.id
