-- One row: a publisher with how many documents and reports are its.
select
  published.publisher,
  published.publisher_type,
  published.publisher_country,
  published.documents,
  coalesce(told.reports, 0) as reports
from (
  select
    publisher,
    max(publisher_type) as publisher_type,
    max(publisher_country) as publisher_country,
    count(*) as documents
  from documents
  group by publisher
) as published
left join (
  select coalesce(publisher, '') as publisher, count(*) as reports
  from reports
  group by coalesce(publisher, '')
) as told on told.publisher = coalesce(published.publisher, '')
order by published.documents desc, published.publisher
