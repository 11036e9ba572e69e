"""The tree of our errors: what went wrong at a border, and what to do about it.

RashomonError
 ├─ InputError            a path or a document that cannot be read
 ├─ StudyError            a study folder or its study.toml
 ├─ CodebookError         a codebook's file and key
 ├─ CatalogueError        an actor dictionary or a gazetteer
 ├─ MarkedTextError       marks that do not close or an unknown role
 ├─ ModelError            the language model is missing or not the one we measured
 ├─ GateError             an extractor gave a span or a value that does not hold
 ├─ DecisionError         a decision log that is broken or a target that is not there
 └─ MissingExtraError     an optional part that is not installed

A message says what was found, where, what was expected, and what to do.
"""


class RashomonError(Exception):
    """The root of all errors that Rashomon raises on purpose."""


class InputError(RashomonError):
    """A path or a document cannot be read."""


class StudyError(RashomonError):
    """A study folder or its study.toml is not what it should be."""


class CodebookError(RashomonError):
    """A codebook does not hold: names the file, the key and what to do."""


class CatalogueError(RashomonError):
    """An actor dictionary, an office or a gazetteer does not hold."""


class MarkedTextError(RashomonError):
    """Marked text that cannot be taken apart."""


class ModelError(RashomonError):
    """The language model is missing or is not the one we measured."""


class GateError(RashomonError):
    """An extractor gave a span that does not re-slice or a value outside its closed set."""


class DecisionError(RashomonError):
    """A decision log is broken, or a decision names something that is not there."""


class MissingExtraError(RashomonError):
    """An optional part is not installed; the message has the install line."""
