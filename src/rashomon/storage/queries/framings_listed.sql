-- One row: a use of words that judge, with the text around it.
select
  framings.document,
  framings.report,
  framings.start,
  framings.text,
  framings.kind,
  framings.toward,
  framings.holder,
  documents.title,
  documents.publisher,
  documents.published,
  substr(documents.text, max(1, framings.start - 119), min(framings.start, 120)) as before,
  substr(documents.text, framings."end" + 1, 120) as after
from framings
join documents on documents.id = framings.document
where {where}
group by framings.document, framings.start, framings.kind
order by documents.published is null, documents.published, framings.document, framings.start
