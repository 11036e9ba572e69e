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
  (select count(*) from reports where reports.document = documents.id) as reports,
  (select coalesce(sum(reports.disputed), 0) from reports where reports.document = documents.id) as disputed,
  (select coalesce(sum(reports.review = 'unreviewed'), 0) from reports where reports.document = documents.id)
    as unreviewed
from documents
where {where}
order by documents.published is null, documents.published, documents.id
