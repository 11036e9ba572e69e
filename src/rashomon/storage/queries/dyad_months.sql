-- One row: a month of one dyad as one holder tells it: how many events of each quad class, and their intensity.
select
  substr(reports.earliest, 1, 7) as month,
  actors.country as actor,
  recipients.country as recipient,
  coalesce(reports.holder_country, reports.holder) as holder,
  reports.quad,
  count(distinct reports.id) as reports,
  avg(reports.intensity) as intensity
from reports
join parties as actors on actors.report = reports.id and actors.role = 'actor' and actors.country is not null
join parties as recipients
  on recipients.report = reports.id and recipients.role = 'recipient' and recipients.country is not null
where reports.earliest is not null
  and {where}
group by
  substr(reports.earliest, 1, 7), actors.country, recipients.country,
  coalesce(reports.holder_country, reports.holder), reports.quad
order by month, actor, recipient, holder, reports.quad
