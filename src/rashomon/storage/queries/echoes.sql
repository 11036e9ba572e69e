-- One row: a document that repeats another, and why we say so.
select documents.id, documents.echo_of, documents.echo_reason
from documents
where documents.echo_of is not null
order by documents.id
