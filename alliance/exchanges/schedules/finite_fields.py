"""Fields with q = p**k elements, numbered by their base-p digits, and the prime powers of a number."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int32]


def prime_powers(number: int) -> list[tuple[int, int]]:
    """Return [(p, k), …] with number = Π p**k, the smallest prime first; empty for 1. O(√number).

    >>> prime_powers(360), prime_powers(1)
    ([(2, 3), (3, 2), (5, 1)], [])
    """
    found, p = [], 2
    while p * p <= number:
        k = 0
        while number % p == 0:
            number, k = number // p, k + 1
        found += [(p, k)] if k else []
        p += 1
    return found + ([(number, 1)] if number > 1 else [])


def prime_power(q: int) -> tuple[int, int] | None:
    """Return (p, k) where q = p**k, else None.

    >>> prime_power(9), prime_power(10), prime_power(1)
    ((3, 2), None, None)
    """
    parts = prime_powers(q)
    return parts[0] if len(parts) == 1 else None


@lru_cache(maxsize=64)
def field(q: int) -> tuple[IntArray, IntArray]:
    """Return the tables of addition and of multiplication of the field with q elements; 0 and 1 are its zero and one.

    Raises ``ValueError`` where q is no prime power. O(q²·k) for each polynomial tried.

    >>> field(4)[1][2].tolist()
    [0, 2, 3, 1]
    """
    parts = prime_power(q)
    if parts is None:
        raise ValueError(q)
    p, k = parts
    digits = np.array([[(x // p**i) % p for i in range(k)] for x in range(q)], dtype=np.int64)
    weights = p ** np.arange(k)
    add = ((digits[:, None, :] + digits[None, :, :]) % p) @ weights
    for tail in product(range(p), repeat=k):
        times = _products(digits, np.array(tail), p)
        if (np.sort(times[1:, 1:], axis=1) == np.arange(1, q)).all():  # no divisor of zero: the polynomial is irreducible
            return add.astype(np.int32), times.astype(np.int32)
    raise ValueError(q)


def _products(digits: NDArray[np.int64], tail: NDArray[np.int64], p: int) -> NDArray[np.int64]:
    # x**k = −tail; row a of the result = Σ digit_i(b) · (a·x**i)
    k = digits.shape[1]
    weights = p ** np.arange(k)
    power = digits
    total = np.zeros((len(digits), len(digits), k), dtype=np.int64)
    for i in range(k):
        total += digits[None, :, i, None] * power[:, None, :]
        carry = power[:, -1:]
        power = (np.concatenate([np.zeros_like(carry), power[:, :-1]], axis=1) - carry * tail) % p
    return (total % p) @ weights


def powers(q: int) -> list[int]:
    """Return g**0, g**1, …, g**(q−2) for the smallest generator g of the multiplicative group of the field. O(q²) at worst.

    >>> powers(7)
    [1, 3, 2, 6, 4, 5]
    """
    times = field(q)[1]
    for g in range(1, q):
        found = [1]
        while (step := int(times[found[-1], g])) != 1:
            found.append(step)
        if len(found) == q - 1:
            return found
    raise ValueError(q)
