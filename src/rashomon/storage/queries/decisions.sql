-- One row: what a person decided, and where it stands now.
select decisions.json, decisions.anchored, decisions.report
from decisions
order by decisions.position
