"""What sentence-transformers makes of a few invented sentences, to hold a graph of the packaged model against."""

from collections.abc import Callable, Sequence

import numpy as np

from qualcode.encoders.protocol import Vectors

REFERENCES: tuple[tuple[str, tuple[float, ...]], ...] = (
    (
        "The network gave me people to call when the timetable fell apart.",
        (-0.051715, -0.033068, 0.049673, 0.024305, 0.027848, -0.008201, -0.060653, 0.029787),
    ),
    (
        "Nobody asked us what we needed, so I stopped going.",
        (0.063772, 0.05028, 0.03525, 0.004539, 0.003628, -0.057974, 0.049285, -0.045223),
    ),
    ("Yes.", (-0.129198, 0.035191, 0.014236, 0.033648, 0.035818, 0.028737, 0.116457, -0.021013)),
    ("", (-0.118838, 0.048299, -0.002548, -0.011011, 0.051951, 0.010292, 0.115433, 0.000701)),
    (
        "¿Y los niños? 你好, they said, and we laughed 🙂 for a while.",
        (0.028739, 0.004198, 0.074378, 0.083659, 0.118411, -0.045668, 0.057755, -0.078685),
    ),
    (
        "We tried it, and then we tried it again. " * 40,
        (-0.036801, -0.011894, 0.013806, -0.029067, -0.022126, 0.013868, 0.048504, -0.002606),
    ),
)
"""Texts with the first eight numbers of their vectors."""


def difference(encode: Callable[[Sequence[str]], Vectors]) -> float:
    """The largest difference from any number of the references; infinite where a vector is not finite."""
    found = encode([text for text, _ in REFERENCES])[:, :8]
    apart = float(np.abs(found - np.array([numbers for _, numbers in REFERENCES])).max())
    return apart if np.isfinite(apart) else float("inf")
