-- One row: a value of one column, with how many of the chosen documents have it.
select documents.{column} as value, count(*) as documents
from documents
where {where}
group by documents.{column}
order by documents desc, value
