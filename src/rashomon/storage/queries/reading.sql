-- One row: the compressed reading of one document.
select readings.value, readings.reader
from readings
where readings.document = ?
