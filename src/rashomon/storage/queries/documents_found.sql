-- One row: a document in which all the words stand, the best first, with the words in their place.
select
  documents.id,
  documents.title,
  documents.publisher,
  documents.published,
  snippet(documents_fts, 1, char(2), char(3), ' … ', 24) as excerpt
from documents_fts
join documents on documents.number = documents_fts.rowid
where documents_fts match ?
order by rank, documents.id
limit ?
