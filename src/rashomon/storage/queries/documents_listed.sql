-- One row: a document without its text, with how many reports it has and how many of them are disputed.
select
  documents.id,
  documents.title,
  documents.publisher,
  documents.publisher_type,
  documents.publisher_country,
  documents.published,
  documents.url,
  documents.language,
  documents.echo_of,
  documents.supersedes,
  documents.state,
  documents.characters,
  count(reports.id) as reports,
  coalesce(sum(reports.disputed), 0) as disputed,
  coalesce(sum(reports.review = 'unreviewed'), 0) as unreviewed
from documents
left join reports on reports.document = documents.id
group by documents.number
order by documents.published is null, documents.published, documents.id
