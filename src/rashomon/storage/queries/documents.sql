-- One row: a document as it was read.
select documents.*
from documents
order by documents.published is null, documents.published, documents.id
