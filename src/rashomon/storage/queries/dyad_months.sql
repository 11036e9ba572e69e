-- One row: a month of one dyad as one holder tells it: how many events of each quad class, and their mean intensity.
select
  dyads.month,
  dyads.actor,
  dyads.recipient,
  dyads.holder,
  dyads.quad,
  count(*) as reports,
  avg(dyads.intensity) as intensity
from dyads
left join reports on reports.id = dyads.report
where dyads.month is not null
  and {where}
group by dyads.month, dyads.actor, dyads.recipient, dyads.holder, dyads.quad
order by dyads.month, dyads.actor, dyads.recipient, dyads.holder, dyads.quad
