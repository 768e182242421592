"""One event is told as the whole history tells it."""

from conftest import CODEBOOK_FILE, coded, place

from qualcode.project import Project
from qualcode.project.telling import told_event
from qualcode.project.themes import NewTheme
from qualcode.study.bringing_in.correcting import correct
from qualcode.study.codebooks.codes_gone import Fates
from qualcode.study.codebooks.updating import update

CARD = "We drafted the card together."


def test_every_kind_of_event_reads_the_same_alone_as_in_the_history(project: Project):
    coding = coded(project, "ana", CARD, "card", modifiers={"valence": "mixed"}, memo="whose card?")
    project.codings.star("ana", coding.id, starred=True)
    project.codings.edit("ana", coding.id, code="trust", place=place(project, "D01", "drafted the card"))
    project.memos.add("ben", "code", "card", "which card?")
    project.themes.name_new("ben", NewTheme("The card", "It travels", codes=("card",)))
    correct(project, "ana", "D01", "spring", "autumn")
    coded(project, "ben", "autumn", "lunch")
    path = project.folder / CODEBOOK_FILE
    path.write_text(path.read_text().replace("id: lunch", "id: meals"))
    update(project, "ana", Fates(renamed={"lunch": "meals"}))
    project.history.undo("ben")
    project.history.redo("ben")
    project.codings.remove("ana", coding.id)
    project.history.undo("ana")
    project.finishes.finish("ana", "D01")
    project.exposures.record("ana", ["D02"], "codings")
    project.history.undo_to("ana", project.history.all()[-3].id)
    every = project.history.all()
    assert [told_event(project.store, one.id, in_force=one.in_force) for one in every] == every
    assert any("lunch" in one.sentence for one in every), "what it was called then"
