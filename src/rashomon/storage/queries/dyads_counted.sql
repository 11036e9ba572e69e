-- One row: who is told to have done what to whom, by the country (else the name) of who tells it.
select
  dyads.actor,
  dyads.recipient,
  dyads.holder,
  dyads.event,
  count(*) as reports,
  sum(dyads.intensity) as intensity
from dyads
left join reports on reports.id = dyads.report
where {where}
group by dyads.actor, dyads.recipient, dyads.holder, dyads.event
order by reports desc, dyads.actor, dyads.recipient, dyads.holder, dyads.event
