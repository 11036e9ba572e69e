-- One row: the counts of the chosen reports.
select
  count(distinct reports.document) as documents,
  count(distinct reports.publisher) as publishers,
  count(*) as reports,
  coalesce(sum(reports.review = 'unreviewed'), 0) as unreviewed,
  min(case when reports.modality in ('actual', 'called_off') then reports.earliest end) as earliest,
  max(case when reports.modality in ('actual', 'called_off') then reports.latest end) as latest,
  count(distinct reports.incident) as incidents
from reports
where {where}
