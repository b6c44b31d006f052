"""Tunes an encoder on a base's own questions. The judged queries of the tests play no part in it."""
