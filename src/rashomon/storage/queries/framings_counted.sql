-- One row: who calls whom what: a word, its holder, toward whom, and how often.
select framings.holder, framings.toward, framings.kind, framings.valence, lower(framings.text) as words, count(*) as uses
from framings
where {where}
group by framings.holder, framings.toward, framings.kind, framings.valence, lower(framings.text)
order by uses desc, words, framings.holder
