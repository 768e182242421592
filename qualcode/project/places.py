"""Where codings and suggestions stand, and who speaks there."""

STANDING = """
    JOIN versions v ON v.id = g.version
    JOIN documents d ON d.id = v.document
    JOIN codes ON codes.id = g.code
    JOIN coders ON coders.id = g.coder
    LEFT JOIN turns t ON t.n =
        (SELECT n FROM turns WHERE version = g.version AND start <= g.start ORDER BY start DESC LIMIT 1)
    LEFT JOIN speakers s ON s.document = d.id AND s.label = coalesce(t.label, '')
    LEFT JOIN participants p ON p.id = s.participant
"""
"""Joins that bring to each row of `g` its document, code, coder, turn and participant."""
CURRENT = "v.number = (SELECT max(number) FROM versions WHERE document = v.document)"
"""Whether a version `v` is the one that counts; what stands on an older one was left behind there."""
UNTOLD_DECOY = "lure.arm = 'decoy' AND lure.status = 'accepted' AND lure.told IS NULL"
"""Whether a suggestion `lure` is a decoy that was accepted and of which its coder has not been told yet."""
OF_A_DECOY = f"EXISTS (SELECT 1 FROM suggestions lure WHERE lure.coding = g.id AND {UNTOLD_DECOY})"
"""Whether a coding `g` came of such a decoy: until its coder was told, it counts nowhere."""
SPEAKS = """((SELECT count(*) FROM versions WHERE document = s.document) = 1 OR EXISTS (SELECT 1 FROM turns h
    WHERE h.version = (SELECT id FROM versions WHERE document = s.document ORDER BY number DESC LIMIT 1)
    AND coalesce(h.label, '') = s.label))"""
"""Whether a speaker `s` speaks in the current version of the document."""
PLACE = """g.id, d.label AS document, p.label AS participant, t.number AS turn, g.start, g."end", g.words,
        codes.name AS code, coders.name AS coder"""
"""What every such row begins with."""
