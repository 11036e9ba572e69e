-- One row: an actor code in one role, with in how many of the chosen reports it stands there.
select parties.code, parties.role, count(*) as reports
from parties
left join reports on reports.id = parties.report
where {where}
group by parties.code, parties.role
order by reports desc, parties.code, parties.role
