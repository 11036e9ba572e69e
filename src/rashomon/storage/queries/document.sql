-- One row: the document with this id.
select documents.*
from documents
where documents.id = ?
