-- The same in its whole record.
update report_records
set json = ?
where number = (select number from reports where id = ?)
