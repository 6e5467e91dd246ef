"""The baseline that suggestions are measured against: regression and naive Bayes, averaged, each code against the others.

Stems, pieces of words and keyword hits of the coded texts, and the codebook's text of each code twice; the threshold is the one that does
best in a cross-validation of what is learnt from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qualcode.model import Unit
from qualcode.suggesters import _material, _vectors, _weighing
from qualcode.suggesters._knowledge import Knowledge
from qualcode.suggesters._vectors import Said
from qualcode.suggesters.keywords import Finder

NAME = "recipe"
_FOLDS = 3


def scores(units: Sequence[Unit], knowledge: Knowledge) -> tuple[Any, float]:
    """The score of each code for each unit, and the score from which on it is suggested."""
    import numpy as np

    codes = knowledge.usable()
    coded = [one for one in knowledge.examples if one.codes]
    given = np.array([[float(code.id in one.codes) for code in codes] for one in coded]).reshape(len(coded), len(codes))
    said = [Said(one.text, one.language) for one in coded]
    asked = [Said(unit.text, unit.language) for unit in units]
    found = _learnt(said, given, asked, knowledge)
    if len(coded) < _FOLDS:
        return found, 0.5
    unseen = np.zeros(given.shape)
    folds = np.arange(len(coded)) % _FOLDS
    for fold in range(_FOLDS):
        inside, outside = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        unseen[inside] = _learnt([said[at] for at in outside], given[outside], [said[at] for at in inside], knowledge)
    return found, _weighing.seen_best(unseen.ravel(), given.ravel())


def _learnt(said: list[Said], given: Any, asked: list[Said], knowledge: Knowledge) -> Any:
    import numpy as np
    from scipy import sparse
    from sklearn.linear_model import LogisticRegression
    from sklearn.naive_bayes import ComplementNB

    codes, finder = knowledge.usable(), Finder(knowledge)
    books = _material.books(codes)
    texts = [*said, *(text for _, text in books for _ in range(2))]
    identity = np.eye(len(codes))[[code for code, _ in books for _ in range(2)]].reshape(-1, len(codes))
    truth = np.vstack([given, identity])
    vectors, _ = _vectors.learn(texts)

    def rows(some: list[Said]) -> tuple[Any, Any]:
        plain = vectors.rows(some)
        full = sparse.hstack([plain, sparse.csr_array(_material.keyword_scores(some, finder, len(codes)))], format="csr")
        for table in (plain, full):
            # liblinear reads no others.
            table.indices, table.indptr = table.indices.astype("int32"), table.indptr.astype("int32")
        return plain, full

    (plain, full), (asked_plain, asked_full) = rows(texts), rows(asked)
    found = np.zeros((len(asked), len(codes)))
    for code in range(len(codes)):
        if not truth[:, code].any() or truth[:, code].all():
            continue
        regression = LogisticRegression(C=10, solver="liblinear", dual=True, class_weight="balanced", random_state=0).fit(
            full, truth[:, code]
        )
        bayes = ComplementNB(alpha=0.3).fit(plain, truth[:, code])
        found[:, code] = (regression.predict_proba(asked_full)[:, 1] + bayes.predict_proba(asked_plain)[:, 1]) / 2
    return found
