"""`make torture`: a thousand kills and more; prints the figures and ends with 1 if anything was lost."""

import sys
import tempfile
from pathlib import Path

from tests.torture.run import torture
from tests.torture.victim import Victim

KILLS = 1000

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        # Others may look in, so that a build without rights fails at writing and not at reading.
        Path(folder).chmod(0o755)
        report = torture(Victim.make(Path(folder)), int(sys.argv[1]) if len(sys.argv) > 1 else KILLS)
    print(report)
    sys.exit(bool(report.failures))
