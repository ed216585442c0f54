"""Writes agreement.json: agreement coefficients by other people's implementations, for tests/it/agreement.rs.

    python3 -m venv venv && venv/bin/pip install scikit-learn==1.9.1 krippendorff==0.9.0 irrCAC==0.4.4
    venv/bin/python agreement.py > agreement.json

The ratings are random, with a fixed seed: ranks on a scale of `grades`, null where a rater gave no grade. Values of kappa are
scikit-learn's, of alpha krippendorff's; AC2 and all intervals are irrCAC's. For alpha irrCAC is given the ordinal metric as
weights, because its own "ordinal" weights are another metric. Tables of fewer than five reviews are left out: the point of the t
distribution that scipy gives there is exact to ten digits only.
"""

import json
import random
import warnings
from importlib.metadata import version

import krippendorff
import numpy as np
import pandas as pd
from irrCAC.raw import CAC
from sklearn.metrics import cohen_kappa_score

warnings.filterwarnings("ignore")


def plain(number):
    return float(np.asarray(number).item())


def estimate(cac, name):
    result = getattr(cac, name)()["est"]
    return plain(result["coefficient_value"]), [plain(x) for x in result["confidence_interval"]]


def ordinal(counts):
    q = len(counts)
    between = [[(sum(counts[min(a, b):max(a, b) + 1]) - (counts[a] + counts[b]) / 2) ** 2 for b in range(q)] for a in range(q)]
    used = [g for g in range(q) if counts[g]]
    most = max(between[a][b] for a in used for b in used)
    return np.array([[1 - between[a][b] / most for b in range(q)] for a in range(q)])


def table(rng, rows, raters, grades, missing, close):
    made = []
    for _ in range(rows):
        true = rng.randrange(grades)
        rate = lambda: min(grades - 1, max(0, true + rng.choice([-1, 0, 0, 0, 1]))) if rng.random() < close else rng.randrange(grades)
        made.append([None if rng.random() < missing else rate() for _ in range(raters)])
    return made


def reference(ratings, raters, grades):
    frame = pd.DataFrame([[np.nan if x is None else float(x) for x in row] for row in ratings])
    categories = [float(g) for g in range(grades)]
    answer = {}
    if raters == 2:
        pairs = [row for row in ratings if None not in row]
        first, second = zip(*pairs)
        complete = pd.DataFrame([[float(x) for x in row] for row in pairs])
        for key, weights in (("kappa", None), ("kappa-quadratic", "quadratic")):
            value = plain(cohen_kappa_score(first, second, labels=list(range(grades)), weights=weights))
            own, interval = estimate(CAC(complete, weights or "identity", categories, digits=12), "conger")
            assert abs(own - value) < 1e-9, (key, own, value)
            answer[key] = {"value": value, "interval": interval}
    data = [[np.nan if row[r] is None else row[r] for row in ratings] for r in range(raters)]
    value = plain(krippendorff.alpha(reliability_data=data, level_of_measurement="ordinal", value_domain=list(range(grades))))
    counts = [sum(x == g for row in ratings if sum(y is not None for y in row) > 1 for x in row) for g in range(grades)]
    own, interval = estimate(CAC(frame, ordinal(counts), categories, digits=12), "krippendorff")
    assert abs(own - value) < 1e-9, ("alpha", own, value)
    answer["alpha"] = {"value": value, "interval": interval}
    value, interval = estimate(CAC(frame, "quadratic", categories, digits=12), "gwet")
    answer["ac2"] = {"value": value, "interval": interval}
    return answer


def main():
    rng = random.Random(2010)
    tables = []
    shapes = [(rows, raters, grades, missing, close) for rows in (6, 9, 30, 114) for raters in (2, 3, 5)
              for grades in (2, 4, 7) for missing in (0, .2) for close in (.5, .9)]
    shapes += [(2500, 2, 4, 0, .8), (400, 3, 11, .3, .7)]
    for rows, raters, grades, missing, close in shapes:
        ratings = table(rng, rows, raters, grades, missing, close)
        paired = [row for row in ratings if sum(x is not None for x in row) > 1]
        given = {x for row in paired for x in row if x is not None}
        if len(paired) < 5 or len(given) < 2:
            continue
        tables.append({"raters": raters, "grades": grades, "ratings": ratings} | reference(ratings, raters, grades))
    versions = ", ".join(f"{name} {version(name)}" for name in ("scikit-learn", "krippendorff", "irrCAC"))
    print(json.dumps({"made-by": versions, "tables": tables}, separators=(",", ":")))


main()
