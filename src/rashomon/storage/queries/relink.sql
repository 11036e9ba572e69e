-- Writes what linking found into one report.
update reports
set incident = ?, echo_of = ?, disputed = ?, certainty = ?
where id = ?
