"""Writes reference.csv: intervals and tests by other people's implementations, for tests/statistics.rs.

    python3 -m venv venv && venv/bin/pip install scipy==1.17.1 statsmodels==0.15.0
    venv/bin/python reference.py > reference.csv

The versions that made the table that is kept are in its first line.
"""

import scipy
import statsmodels
from scipy.stats import fisher_exact
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

SHARES = [
    (0, 1), (1, 1), (0, 2), (1, 2), (2, 2), (1, 3), (0, 10), (5, 10), (8, 10), (10, 10),
    (0, 114), (45, 114), (51, 114), (18, 114), (20, 50), (40, 173), (74, 173), (59, 173), (23, 147), (62, 147),
    (999, 1000), (1, 1000), (12345, 67890), (0, 1000000), (1, 1000000), (500000, 1000000), (1000000, 1000000),
]
PAIRS = [
    ((0, 1), (1, 1)), ((0, 1), (0, 1)), ((1, 1), (1, 1)), ((0, 5), (5, 5)), ((3, 4), (1, 4)), ((8, 10), (1, 6)),
    ((59, 173), (18, 114)), ((40, 173), (45, 114)), ((74, 173), (51, 114)), ((0, 173), (0, 114)), ((20, 50), (59, 173)),
    ((2, 3), (2, 300)), ((1, 100), (9, 90)), ((500, 1000), (500, 1000)), ((512, 1000), (471, 950)),
    ((9000, 30000), (9300, 30000)), ((150, 200000), (190, 200000)), ((99000, 300000), (100000, 300000)),
]

print(f"# scipy {scipy.__version__}, statsmodels {statsmodels.__version__}")
print("what,count,of,other count,other of,low,high,p")
for count, of in SHARES:
    low, high = proportion_confint(count, of, alpha=0.05, method="wilson")
    print(f"wilson,{count},{of},,,{low!r},{high!r},".replace("np.float64(", "").replace(")", ""))
for (count, of), (other, other_of) in PAIRS:
    # The change from the first share to the second.
    low, high = confint_proportions_2indep(other, other_of, count, of, method="newcomb", compare="diff", alpha=0.05)
    p = fisher_exact([[count, of - count], [other, other_of - other]], alternative="two-sided").pvalue
    print(f"two,{count},{of},{other},{other_of},{low!r},{high!r},{p!r}".replace("np.float64(", "").replace(")", ""))
