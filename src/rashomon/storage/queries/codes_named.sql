-- One row: an actor code that a party or a speaker has, the most frequent first.
select parties.code
from parties
where parties.code is not null
group by parties.code
order by count(*) desc, parties.code
