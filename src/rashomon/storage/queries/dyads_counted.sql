-- One row: who is told to have done what to whom, by the country (else the name) of who tells it.
select
  actors.country as actor,
  recipients.country as recipient,
  coalesce(reports.holder_country, reports.holder) as holder,
  reports.event,
  count(distinct reports.id) as reports,
  sum(reports.intensity) as intensity
from reports
join parties as actors on actors.report = reports.id and actors.role = 'actor' and actors.country is not null
join parties as recipients
  on recipients.report = reports.id and recipients.role = 'recipient' and recipients.country is not null
where {where}
group by actors.country, recipients.country, coalesce(reports.holder_country, reports.holder), reports.event
order by reports desc, actor, recipient, holder, reports.event
