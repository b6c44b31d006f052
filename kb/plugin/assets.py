"""The version of the stylesheet, so that a browser may keep it until it changes."""

import hashlib
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
STYLE = hashlib.sha256((FOLDER / "kb.css").read_bytes()).hexdigest()[:10]
