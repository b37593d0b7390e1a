"""Writes statistics_distributions.json: probabilities, with 50 digits, at random arguments.

Run: python3 statistics_distributions.py   (mpmath 1.4.1, SciPy 1.17.1, statsmodels 0.15.0,
Python 3.11) and a quarter of an hour;
python3 statistics_distributions.py GROUP... for some groups only.
Arguments come from statistics_cases.py. Values below 1e-290 are stored as null and not compared.
"""

import json
import math
import sys
from pathlib import Path

import mpmath as mp
from scipy import stats
from statsmodels.stats.power import TTestPower

from statistics_cases import generator, write

mp.mp.dps = 50
CASES = 1000
groups = {}
stored = json.loads(Path(__file__).with_suffix(".json").read_text()) if len(sys.argv) > 1 else {}


def record(name, values):
    """Computes a group, unless others were asked for by name: then it stays as it is."""
    if len(sys.argv) > 1 and name not in sys.argv[1:]:
        groups[name] = stored[name]
        return
    groups[name] = [float(v) if v is not None and abs(v) > mp.mpf(10)**-290 else None
                    for v in values]
    print(name, len(groups[name]), flush=True)


def spread(g, mean, deviation):
    """An argument up to eight deviations from the mean, or of any magnitude."""
    if g.integer(4) == 0:
        return mean * g.scale(-6, 3)
    return max(mean / 1024, mean + deviation * (g.uniform() * 16 - 8))


def log_gamma():
    for case in range(CASES):
        yield mp.loggamma(mp.mpf(generator(1, case).scale(-10, 20)))


def upper_gamma(a, x):
    """Q(a, x) by the series of P with enough digits to subtract, or by the continued fraction."""
    a, x = mp.mpf(a), mp.mpf(x)
    if x < a + 1:
        with mp.workdps(70):
            return 1 - lower_gamma(a, x)
    tiny = mp.mpf(10)**-200
    b = x + 1 - a
    c, d = 1 / tiny, 1 / b
    h, n = d, 0
    while True:
        n += 1
        an = -n * (n - a)
        b += 2
        d = 1 / (an * d + b)
        c = b + an / c
        h *= c * d
        if abs(c * d - 1) < mp.mpf(10)**-35:
            break
    return mp.exp(a * mp.log(x) - x - mp.loggamma(a)) * h


def lower_gamma(a, x):
    a, x = mp.mpf(a), mp.mpf(x)
    if x > a + 1:
        return 1 - upper_gamma(a, x)
    term, total, n = 1 / a, 1 / a, a
    while True:
        n += 1
        term *= x / n
        total += term
        if term < total * mp.eps:
            break
    return mp.exp(a * mp.log(x) - x - mp.loggamma(a)) * total


def gamma_case(case):
    g = generator(2, case)
    a = g.scale(-5, 15)
    return a, spread(g, a, math.sqrt(a))


def beta_half(x, y, a, b):
    """I_x(a, b) by DLMF 8.17.22, for x below the mean."""
    tiny = mp.mpf(10)**-200
    c, d = mp.mpf(1), 1 - (a + b) * x / (a + 1)
    d = 1 / (d if d != 0 else tiny)
    h, m = d, 0
    while True:
        m += 1
        for numerator in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                          -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 / (1 + numerator * d)
            c = 1 + numerator / c
            h *= c * d
        if abs(c * d - 1) < mp.mpf(10)**-35:
            break
    logs = a * mp.log(x) + b * mp.log(y) + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)
    return mp.exp(logs) * h / a


def beta(x, y, a, b):
    a, b = mp.mpf(a), mp.mpf(b)
    with mp.workdps(70):
        if x <= a / (a + b):
            return beta_half(x, y, a, b)
        return 1 - beta_half(y, x, b, a)


def beta_case(case):
    g = generator(3, case)
    a, b = g.scale(-4, 11), g.scale(-4, 11)
    mean = a / (a + b)
    deviation = math.sqrt(mean * (1 - mean) / (a + b + 1))
    return a, b, min(0.99, spread(g, mean, deviation))


def f_upper(f, d1, d2):
    f, d1, d2 = mp.mpf(f), mp.mpf(d1), mp.mpf(d2)
    total = d2 + d1 * f
    return beta(d2 / total, d1 * f / total, d2 / 2, d1 / 2)


def f_case(case):
    g = generator(4, case)
    return g.scale(-6, 6), 1 + g.integer(30), 1 + g.integer(400)


def t_upper(t, df):
    t, df = mp.mpf(t), mp.mpf(df)
    total = df + t * t
    return beta(df / total, t * t / total, df / 2, mp.mpf(1) / 2) / 2


def t_case(case):
    g = generator(5, case)
    return g.scale(-8, 9), 0.5 + g.integer(400) / 2


def tail_case(group, case):
    """A tail probability down to 2^-120."""
    g = generator(group, case)
    tail = g.scale(-120, -2) if g.integer(2) == 0 else g.uniform() * 0.5
    return g, tail


def normal_case(case):
    g = generator(6, case)
    return g.uniform() * 40 - 4


def near(upper, tail):
    """About the x > 0 with upper(x) = tail, by halving; SciPy's own isf of F fails at small ones."""
    low, high = -300.0, 300.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if upper(math.exp(middle)) > tail else (low, middle)
    return math.exp(low)


def root(function, target, start):
    """The x > 0 with function(x) = target, in logarithms; secant from a near value."""
    start = mp.mpf(start)
    with mp.workdps(30):
        u = mp.findroot(lambda v: mp.log(function(mp.exp(v))) - mp.log(target),
                        (mp.log(start), mp.log(start) + mp.mpf(10)**-9), tol=1e-40)
        return mp.exp(u)


def range_tail(w, k):
    w = mp.mpf(w)

    def integrand(z):
        below = mp.ncdf(z)
        return mp.npdf(z) * (below**(k - 1) - (below - mp.ncdf(z - w))**(k - 1))

    points = [-10, -4, -1, 0, 1, w / 2, w, w + 4, w + 10]
    with mp.workdps(40):
        return k * mp.quad(integrand, sorted(set(mp.mpf(p) for p in points)))


def range_case(case):
    g = generator(7, case)
    return 2 + g.integer(19), 0.05 + g.uniform() * 14


record("logGamma", log_gamma())
record("upperGamma", (upper_gamma(*gamma_case(case)) for case in range(CASES)))
record("lowerGamma", (lower_gamma(*gamma_case(case)) for case in range(CASES)))
record("beta", (beta(mp.mpf(x), 1 - mp.mpf(x), a, b) for a, b, x in map(beta_case, range(CASES))))
record("fUpper", (f_upper(*f_case(case)) for case in range(CASES)))
record("studentUpper", (t_upper(*t_case(case)) for case in range(CASES)))
record("normalUpper", (mp.erfc(mp.mpf(normal_case(case)) / mp.sqrt(2)) / 2
                       for case in range(CASES)))


def normal_quantiles():
    for case in range(CASES):
        _, tail = tail_case(8, case)
        start = mp.mpf(float(stats.norm.isf(tail)))
        yield mp.findroot(
            lambda z: mp.log(mp.erfc(z / mp.sqrt(2)) / 2) - mp.log(mp.mpf(tail)),
            (start, start + mp.mpf(10)**-9), tol=1e-40)


def student_quantiles():
    for case in range(CASES):
        g, tail = tail_case(9, case)
        df = 1 + g.integer(100)
        start = near(lambda x: stats.t.sf(x, df), tail)
        yield root(lambda t: t_upper(t, df), mp.mpf(tail), start)


def chi_squared_quantiles():
    for case in range(CASES):
        g, tail = tail_case(10, case)
        df = 1 + g.integer(60)
        start = near(lambda x: stats.chi2.sf(x, df), tail)
        yield root(lambda x: upper_gamma(mp.mpf(df) / 2, x / 2), mp.mpf(tail), start)


def f_quantiles():
    for case in range(CASES):
        g, tail = tail_case(11, case)
        d1, d2 = 1 + g.integer(20), 2 + g.integer(100)
        start = near(lambda x: stats.f.sf(x, d1, d2), tail)
        yield root(lambda f: f_upper(f, d1, d2), mp.mpf(tail), start)


record("normalQuantile", normal_quantiles())
with mp.workdps(30):
    record("studentQuantile", student_quantiles())
    record("chiSquaredQuantile", chi_squared_quantiles())
    record("fQuantile", f_quantiles())


def powers():
    """Two-sided power; SciPy's noncentral t underneath."""
    for case in range(CASES):
        g = generator(12, case)
        effect, n, level = g.scale(-5, 0), 2 + g.integer(60), [0.05, 0.01, 0.1][g.integer(3)]
        yield mp.mpf(float(TTestPower().power(effect, n, level, alternative="two-sided")))


record("power", powers())


def finite_range():
    """With finite degrees of freedom, by SciPy; 200, as both programs integrate twice."""
    for case in range(200):
        g = generator(13, case)
        k, df, q = 2 + g.integer(8), 1 + g.integer(40), 0.5 + g.uniform() * 6
        yield mp.mpf(float(stats.studentized_range.sf(q, k, df)))


record("finiteRange", finite_range())
record("rangeUpper", (range_tail(w, k) for k, w in map(range_case, range(CASES))))
write(__file__, groups, 16)
