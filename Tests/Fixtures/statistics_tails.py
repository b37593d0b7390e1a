"""Writes statistics_tails.json: distributions over the whole range in use, with tails down to 1e-300.

Run: python3 statistics_tails.py   (mpmath 1.4.1, gmpy2, SciPy 1.17.1, NumPy 2.4.6) and some minutes
Degrees of freedom are 1 to 10^6 and not whole. What is one integral is computed with 50 digits. The
studentised range and the noncentral t are sums by the trapezoidal rule over the whole line, which
converges geometrically for such functions; the first of them are checked with 50 digits.
Values below 1e-300 are stored as null. Arguments come from statistics_cases.py.
"""

import math

import mpmath as mp
import numpy as np
from scipy import special

from statistics_cases import generator, write

mp.mp.dps = 50
CASES = 1000
groups = {}


def record(name, rows):
    groups[name] = [float(v) if v is not None and abs(v) > mp.mpf(10)**-300 else None
                    for row in rows for v in row]
    print(name, len(groups[name]), flush=True)


def gamma_tails(a, x):
    """P(a, x) and Q(a, x): the one by its series or the other by its fraction, with 80 digits."""
    with mp.workdps(80):
        a, x = mp.mpf(a), mp.mpf(x)
        front = mp.exp(a * mp.log(x) - x - mp.loggamma(a))
        if x < a + 1:
            term = total = 1 / a
            n = a
            while term > total * mp.mpf(10)**-70:
                n += 1
                term *= x / n
                total += term
            return front * total, 1 - front * total
        b, n = x + 1 - a, 0
        c, d = mp.mpf(10)**200, 1 / b
        h = d
        while True:
            n += 1
            b += 2
            d = 1 / (b - n * (n - a) * d)
            c = b - n * (n - a) / c
            h *= c * d
            if abs(c * d - 1) < mp.mpf(10)**-60:
                return 1 - front * h, front * h


def beta_tails(x, y, a, b):
    """I_x(a, b) and its complement I_y(b, a), by the fraction of the smaller side."""
    with mp.workdps(80):
        a, b = mp.mpf(a), mp.mpf(b)
        if x > a / (a + b):
            return beta_tails(y, x, b, a)[::-1]
        c, d = mp.mpf(1), 1 / (1 - (a + b) * x / (a + 1))
        h, m = d, 0
        while True:
            m += 1
            for step in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                         -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
                d = 1 / (1 + step * d)
                c = 1 + step / c
                h *= c * d
            if abs(c * d - 1) < mp.mpf(10)**-60:
                break
        logs = a * mp.log(x) + b * mp.log(y) + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)
        value = mp.exp(logs) * h / a
        return value, 1 - value


def student(case):
    """P(T > t) and the density."""
    g = generator(40, case)
    df = g.scale(0, 19)
    t = g.uniform() * 38 if g.integer(2) == 0 else g.scale(-20, 60)
    df, t = mp.mpf(df), mp.mpf(t)
    total = df + t * t
    density = mp.exp(mp.loggamma((df + 1) / 2) - mp.loggamma(df / 2)
                     - (df + 1) / 2 * mp.log(1 + t * t / df)) / mp.sqrt(df * mp.pi)
    return [beta_tails(df / total, t * t / total, df / 2, mp.mpf(1) / 2)[0] / 2, density]


def chi_squared(case):
    """P(X <= x) and P(X > x)."""
    g = generator(41, case)
    df, style = g.scale(0, 19), g.integer(3)
    if style == 0:
        x = df * g.scale(-8, 3)
    else:
        x = df + math.sqrt(2 * df) * ((g.uniform() * 16 - 8) if style == 1 else g.uniform() * 60)
    return gamma_tails(df / 2, max(x, df / 1024) / 2)


def fisher(case):
    """P(F <= f) and P(F > f)."""
    g = generator(42, case)
    one, two = g.scale(0, 19), g.scale(0, 19)
    f = g.scale(-10, 10)
    if g.integer(2) == 0:
        f = max(0.001, 1 + math.sqrt(2 / one + 2 / two) * (g.uniform() * 40 - 8))
    one, two, f = mp.mpf(one), mp.mpf(two), mp.mpf(f)
    total = two + one * f
    return beta_tails(one * f / total, two / total, one / 2, two / 2)


def normal(case):
    """P(Z > z) and the density."""
    z = mp.mpf(generator(43, case).uniform() * 37)
    return [mp.erfc(z / mp.sqrt(2)) / 2, mp.npdf(z)]


def scales(df, reach, count):
    """Values of S = sqrt(chi-squared / df) and their weights: the trapezoidal rule over ln S."""
    low = -(40 / df + 9 / math.sqrt(df)) + math.log(min(1, reach))
    u = np.linspace(low, math.log1p(20 / math.sqrt(2 * df)), count)
    # 2u - e^2u + 1, whose terms cancel near 0.
    powers = np.where(abs(u) < 0.02, -2 * u**2 * (1 + u * 2 / 3 * (
        1 + u / 2 * (1 + u * 2 / 5 * (1 + u / 3 * (1 + u * 2 / 7 * (1 + u / 4)))))),
        2 * u - np.expm1(2 * u))
    density = np.exp(df / 2 * powers)
    return np.exp(u), density, u[1] - u[0]


def scale_norm(df):
    """The integral of that density over the line: Γ(df/2) (2e/df)^(df/2) / 2."""
    half = mp.mpf(df) / 2
    return float(mp.exp(mp.loggamma(half) + half - half * mp.log(half)) / 2)


Z = np.linspace(-40, 40, 401)[:, None]


def range_tail(w, k):
    """P(range of k > w) for an array of w: k ∫ φ(z) [Φ(z)^(k-1) - (Φ(z) - Φ(z - w))^(k-1)] dz."""
    w = np.atleast_1d(w)[None, :]
    # Around w / 2, where the integrand of large w lies.
    z = w / 2 + Z
    below = special.log_ndtr(z)
    share = np.minimum(1, np.exp(special.log_ndtr(z - w) - below))
    with np.errstate(divide="ignore"):
        rest = -np.expm1((k - 1) * np.log1p(-share))
    values = np.exp(-z * z / 2 + (k - 1) * below) * rest
    return k * values.sum(axis=0) * (Z[1, 0] - Z[0, 0]) / math.sqrt(2 * math.pi)


def wide_range(case):
    """The range of normal values of known spread, tails down to 1e-300."""
    g = generator(44, case)
    k, w = 2 + g.integer(29), 0.01 + g.uniform() * 52
    value = range_tail(w, k)[0]
    if case < 20:
        # In 50 digits, with another step and other nodes.
        nodes = [mp.mpf(w) / 2 + (i + mp.mpf(1) / 3) * mp.mpf(7) / 64 for i in range(-300, 300)]
        exact = -k * mp.mpf(7) / 64 * mp.fsum(
            mp.npdf(z) * mp.ncdf(z)**(k - 1) * mp.expm1(
                (k - 1) * mp.log1p(-mp.ncdf(z - w) / mp.ncdf(z))) for z in nodes)
        assert abs(value / exact - 1) < 1e-12, (k, w, value, exact)
    return [value]


def finite_range(case):
    """The studentised range of finite degrees of freedom."""
    g = generator(45, case)
    k, df, q = 2 + g.integer(19), g.scale(0, 12), 0.05 + g.uniform() * 20
    s, density, step = scales(df, 1 / q, 1001)
    keep = density > 0
    value = (range_tail(q * s[keep], k) * density[keep]).sum() * step / scale_norm(df)
    value = min(1, value)
    if k == 2:
        # Two values: the t distribution.
        df, t = mp.mpf(df), mp.mpf(q) / mp.sqrt(2)
        exact = beta_tails(df / (df + t * t), t * t / (df + t * t), df / 2, mp.mpf(1) / 2)[0]
        assert abs(value / exact - 1) < 1e-12, (df, q, value, exact)
    return [value]


def noncentral(case):
    """P(T > t) where T is noncentral."""
    g = generator(46, case)
    df, shift, t = g.scale(0, 13), g.uniform() * 48 - 8, g.uniform() * 70 - 10
    s, density, step = scales(df, 1 / max(1, abs(t)), 6001)
    value = (special.ndtr(shift - t * s) * density).sum() * step / scale_norm(df)
    if case < 20 and value > 1e-300:
        half, low, high = mp.mpf(df) / 2, mp.log(mp.mpf(s[0])), mp.log(mp.mpf(s[-1]))
        width = (high - low) / 4001
        exact = width * mp.fsum(
            mp.ncdf(shift - t * mp.exp(u)) * mp.exp(half * (2 * u - mp.exp(2 * u) + 1))
            for u in (low + (i + mp.mpf(1) / 3) * width for i in range(4001)))
        exact /= mp.exp(mp.loggamma(half) + half - half * mp.log(half)) / 2
        assert abs(value / exact - 1) < 1e-12, (df, shift, t, value, exact)
    return [value]


for name, values in [("normal", normal), ("student", student), ("chiSquared", chi_squared),
                     ("fisher", fisher), ("wideRange", wide_range), ("noncentral", noncentral),
                     ("finiteRange", finite_range)]:
    record(name, map(values, range(CASES)))
write(__file__, groups, 17)
