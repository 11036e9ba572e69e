-- One row: a document without its text, with what made its reading.
select
  documents.id, documents.sha256, documents.state, documents.stamp, '' as text, documents.title, documents.publisher,
  documents.publisher_type, documents.publisher_country, documents.published, documents.url, documents.language,
  documents.echo_of, documents.supersedes, documents.origin, documents.reader, readings.reader as reading_reader
from documents
left join readings on readings.document = documents.id
order by documents.id
