-- One row: a party in one role, with how many of the chosen reports have it there.
select
  parties.role,
  parties.code,
  parties.country,
  parties.entity,
  coalesce(parties.name, parties.text) as name,
  count(*) as reports
from parties
left join reports on reports.id = parties.report
where {where}
group by parties.role, parties.code, parties.country, parties.entity, coalesce(parties.name, parties.text)
order by reports desc, name
