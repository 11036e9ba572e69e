-- One row: a publisher of a chosen report, with how many documents and reports of its tell what was chosen.
select
  reports.publisher,
  max(documents.publisher_type) as publisher_type,
  max(documents.publisher_country) as publisher_country,
  count(distinct reports.document) as documents,
  count(*) as reports
from reports
join documents on documents.id = reports.document
where {where}
group by reports.publisher
order by reports desc, reports.publisher
