-- One row: who is told to have acted on whom, by the country (else the name) of who tells it and by one more column.
select
  dyads.actor,
  dyads.recipient,
  dyads.holder,
  dyads.{by},
  count(*) as reports,
  sum(dyads.intensity) as intensity
from dyads
left join reports on reports.id = dyads.report
where {where}
group by dyads.actor, dyads.recipient, dyads.holder, dyads.{by}
order by reports desc, dyads.actor, dyads.recipient, dyads.holder, dyads.{by}
