"""Codings learned from, and codes to look at again: suggestions, which are never codings."""

from qualcode.suggest.bands import BANDS, band_of, said
from qualcode.suggest.edges import edges
from qualcode.suggest.far import ENOUGH_READ, far_from_every_code
from qualcode.suggest.offers import Offer, codes_for, offers
from qualcode.suggest.orders import ORDERS, Order
from qualcode.suggest.reasons import reasons
from qualcode.suggest.scores import Scores
from qualcode.suggest.scoring import rescored, score

__all__ = [
    "BANDS",
    "ENOUGH_READ",
    "ORDERS",
    "Offer",
    "Order",
    "Scores",
    "band_of",
    "codes_for",
    "edges",
    "far_from_every_code",
    "offers",
    "reasons",
    "rescored",
    "said",
    "score",
]
