"""Edits of codebook files that replace only the characters they must, each proven by reading the file again.

Every function takes a file's text and its name and gives back the text after the edit; it reads and writes no file.
The text is the file's decoded bytes: a byte order mark and the line ends stay as they are.
Redirects to codes that are nowhere are no mistake here, since one step may lean on the next.
"""

from qualcode.codebook.splicing.adding import with_code_added
from qualcode.codebook.splicing.fields import with_field, with_label
from qualcode.codebook.splicing.ids import with_ids_changed, with_references_changed
from qualcode.codebook.splicing.proving import CannotSplice
from qualcode.codebook.splicing.removing import without_code, without_redirects

__all__ = [
    "CannotSplice",
    "with_code_added",
    "with_field",
    "with_ids_changed",
    "with_label",
    "with_references_changed",
    "without_code",
    "without_redirects",
]
