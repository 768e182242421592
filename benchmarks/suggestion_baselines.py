"""The obvious ways to suggest codes, and the recipe that suggestions started from, on the same vectors."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from coded_studies import CodedStudy, Item
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

Found = dict[str, np.ndarray]
"""By method, scores of shape (test items, codes)."""
SOFTMAX = 20.0


def baselines(study: CodedStudy, test: Sequence[Item], examples: Sequence[Item], given: np.ndarray) -> Found:
    """`given`, shape (examples, codes), are the codes that the examples show; without any, some methods are out."""
    definitions = [f"{code['name']}. {code.get('definition') or ''}".strip() for code in study.codes]
    may = study.may_carry(test, study.codes)
    texts = [item["text"] for item in (*test, *examples)]
    meaning, meant = _lengths_one(study.encoder.encode(texts)), _lengths_one(study.encoder.encode(definitions))
    counter = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2)).fit(texts)
    words, worded = counter.transform(texts), counter.transform(definitions)
    here, shown = slice(len(test)), slice(len(test), None)
    found = {
        "words to definition": (words[here] @ worded.T).toarray(),
        "meaning to definition": meaning[here] @ meant.T,
        "meaning to definition, softmax": _softmax(meaning[here] @ meant.T, may),
    }
    if len(examples):
        centroids = [
            meaning[shown][mine].mean(axis=0) if mine.any() else np.zeros(meaning.shape[1]) for mine in given.T
        ]
        near = meaning[here] @ _lengths_one(np.array(centroids)).T
        asked = study.may_carry(examples, study.codes)
        found |= {
            "class centroids": near,
            "class centroids, softmax": _softmax(near, may),
            "logistic regression, meaning": _regressions(meaning[shown], given, asked, meaning[here]),
            "logistic regression, words": _regressions(words[shown], given, asked, words[here]),
        }
    return found


def recipe(study: CodedStudy, test: Sequence[Item], examples: Sequence[Item], given: np.ndarray) -> np.ndarray:
    """Kernel logistic regression held to the definitions, meaning and words together, then a softmax over codes."""
    definitions = [f"{code['name']}. {code.get('definition') or ''}".strip() for code in study.codes]
    texts = [item["text"] for item in (*test, *examples)]
    vectors, meant = study.encoder.encode(texts), study.encoder.encode(definitions)
    meaning = _lengths_one(vectors - vectors.mean(axis=0))
    meant = _lengths_one(meant - meant.mean(axis=0))
    counter = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), stop_words="english").fit([*texts, *definitions])
    words, worded = counter.transform(texts), counter.transform(definitions)
    prior = 4 * meaning @ meant.T + 8 * (words @ worded.T).toarray()
    likeness = meaning @ meaning[len(test) :].T + (words @ words[len(test) :].T).toarray()
    logits = prior[: len(test)].copy()
    asked = study.may_carry(examples, study.codes)
    for column in range(len(study.codes)) if len(examples) else ():
        rows = np.flatnonzero(asked[:, column])
        yes = given[rows, column]
        if yes.any() and not yes.all():
            inner = likeness[len(test) :][np.ix_(rows, rows)]
            weights, offset = _fit(inner, prior[len(test) :][rows, column], yes)
            logits[:, column] += likeness[: len(test)][:, rows] @ weights + offset
    return _softmax(logits / SOFTMAX, study.may_carry(test, study.codes))


def _fit(likeness: np.ndarray, prior: np.ndarray, yes: np.ndarray) -> tuple[np.ndarray, float]:
    balance = np.where(yes, 0.5 / yes.sum(), 0.5 / (~yes).sum()) * len(yes)

    def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
        held = likeness @ at[:-1]
        logits = prior + held + at[-1]
        slope = (expit(logits) - yes) * balance
        missed = (balance * np.logaddexp(0, -logits * (2 * yes - 1))).sum() + 0.15 * at[:-1] @ held
        return missed, np.r_[likeness @ slope + 0.3 * held, slope.sum()]

    found = minimize(loss, np.zeros(len(yes) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return found[:-1], found[-1]


def _regressions(learned_from: Any, given: np.ndarray, asked: np.ndarray, judged: Any) -> np.ndarray:
    found = np.zeros((judged.shape[0], given.shape[1]))
    for column in range(given.shape[1]):
        rows = np.flatnonzero(asked[:, column])
        yes = given[rows, column]
        if yes.any() and not yes.all():
            model = LogisticRegression(C=1, class_weight="balanced", max_iter=1000).fit(learned_from[rows], yes)
            found[:, column] = model.predict_proba(judged)[:, 1]
    return found


def _softmax(alike: np.ndarray, may: np.ndarray) -> np.ndarray:
    logits = np.where(may, SOFTMAX * alike, -1e9)
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _lengths_one(rows: np.ndarray) -> np.ndarray:
    rows = np.asarray(rows, dtype=np.float64)
    return rows / np.maximum(np.sqrt((rows * rows).sum(axis=1, keepdims=True)), 1e-9)
