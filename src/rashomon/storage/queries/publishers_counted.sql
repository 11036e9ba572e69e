-- One row: a publisher with how many documents and reports are its.
select
  documents.publisher,
  max(documents.publisher_type) as publisher_type,
  max(documents.publisher_country) as publisher_country,
  count(distinct documents.id) as documents,
  count(reports.id) as reports
from documents
left join reports on reports.document = documents.id
group by documents.publisher
order by documents desc, documents.publisher
