from ingest.evaluate.speed.engines import HEAD, compared


def figures(hits: list[list[str]], totals: list[list[object]]) -> dict[str, object]:
    return {
        "engine": "int8", "opened": 1.25, "times": [10.0, 20.0, 30.0], "works": [5.0, 6.0, 7.0], "hits": hits,
        "totals": totals, "peak": 1000.4, "own": None,
    }  # fmt: skip


def test_an_engine_is_compared_with_the_exact_one() -> None:
    exact = figures([["a", "b"], ["c"], []], [[2, True], [1, True], [0, True]])
    found = figures([["b", "a"], ["d"], []], [[2, True], [1, False], [0, True]])
    line = dict(zip(HEAD, compared(found, exact), strict=True))
    assert line == {
        "engine": "int8", "open s": "1.2", "p50 ms": "20.0", "p95 ms": "29.0", "processor ms": "6.0", "recall@10": "0.6667",
        "same order": "33%", "total right": "100%", "complete": "67%", "peak MB": "1,000", "own MB": "0",
    }  # fmt: skip
