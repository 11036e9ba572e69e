-- One row: the counts of the whole archive.
select
  (select count(*) from documents) as documents,
  (select count(*) from documents where state = 'unread') as unread,
  (select count(distinct publisher) from documents) as publishers,
  (select count(*) from documents where echo_of is not null) as echoes,
  (select min(published) from documents) as published_first,
  (select max(published) from documents) as published_last,
  (select count(*) from reports) as reports,
  (select count(*) from reports where review = 'unreviewed') as unreviewed,
  (select min(earliest) from reports where modality in ('actual', 'called_off')) as earliest,
  (select max(latest) from reports where modality in ('actual', 'called_off')) as latest,
  (select count(*) from incidents) as incidents,
  (select count(*) from comparisons where is_dispute = 1) as disputes,
  (select count(*) from passed_over) as passed_over,
  (select count(*) from failures) as failures
