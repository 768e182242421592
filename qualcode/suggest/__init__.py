"""Codings learned from, and codes to look at again: suggestions, which are never codings."""

from qualcode.suggest.bands import BANDS, band_of, said
from qualcode.suggest.offers import Offer, far_from_every_code, offers
from qualcode.suggest.scores import Scores
from qualcode.suggest.scoring import score

__all__ = ["BANDS", "Offer", "Scores", "band_of", "far_from_every_code", "offers", "said", "score"]
