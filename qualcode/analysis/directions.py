"""The two main directions in which points differ, to draw them on a page."""

from collections.abc import Sequence


def main_directions(points: Sequence[Sequence[float]]) -> tuple[tuple[float, float], ...]:
    """Where each point lies along the two directions in which all differ most (principal components), centred.

    Takes any number of points of one length. Which way a direction points is settled by the point farthest along it,
    so that the same points are always drawn the same way; where they differ in fewer directions the rest is 0.

    >>> [tuple(map(float, one)) for one in main_directions([[0, 0, 0], [0, 4, 0], [0, 8, 0]])]
    [(4.0, 0.0), (0.0, 0.0), (-4.0, 0.0)]
    """
    import numpy as np

    if not len(points):
        return ()
    centred = np.asarray(points, dtype=float)
    centred = centred - centred.mean(axis=0)
    left, sizes, _ = np.linalg.svd(centred, full_matrices=False)
    drawn = np.zeros((len(centred), 2))
    for direction in range(min(2, len(sizes))):
        along = left[:, direction] * sizes[direction]
        if sizes[direction] > 1e-9 * max(1.0, sizes[0]):
            farthest = int(np.argmax(np.round(np.abs(along), 9)))
            drawn[:, direction] = along * np.sign(along[farthest])
    return tuple((round(float(x), 9) + 0.0, round(float(y), 9) + 0.0) for x, y in drawn)
