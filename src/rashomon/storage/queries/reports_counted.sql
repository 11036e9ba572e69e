-- One row: a value of one column, with how many of the chosen reports have it.
select reports.{column} as value, count(*) as reports
from reports
where {where}
group by reports.{column}
order by reports desc, value
