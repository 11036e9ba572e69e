-- One row: who calls whom what: a word, its holder, toward whom, and how often. Words outside any report go with no choice.
select
  framings.holder,
  framings.toward,
  framings.kind,
  framings.valence,
  lower(framings.text) as words,
  count(distinct framings.document || ' ' || framings.start) as uses
from framings
left join reports on reports.id = framings.report
where {where}
group by framings.holder, framings.toward, framings.kind, framings.valence, lower(framings.text)
order by uses desc, words, framings.holder
