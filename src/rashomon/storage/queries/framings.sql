-- One row: words that judge, with their document and, where they stand in one, their report.
select framings.document, framings.report, framings.json
from framings
where {where}
order by framings.document, framings.start, framings.number
