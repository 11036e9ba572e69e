-- One row: a report with the columns that tables and timelines need, without its full record.
select
  reports.id,
  reports.document,
  reports.start,
  reports."end",
  reports.kind,
  reports.event,
  reports.mode,
  reports.modality,
  reports.polarity,
  reports.quad,
  reports.intensity,
  reports.publisher,
  reports.published,
  reports.holder,
  reports.holder_country,
  reports.spoken,
  reports.actor,
  reports.recipient,
  reports.place,
  reports.earliest,
  reports.latest,
  reports.precision,
  reports.incident,
  reports.disputed,
  reports.echo_of,
  reports.review,
  reports.certainty,
  reports."trigger",
  reports.sentence
from reports
where {where}
order by {order}
