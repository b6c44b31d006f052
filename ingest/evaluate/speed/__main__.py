"""`python -m ingest.evaluate.speed`: measures, prints the tables, and writes the same as JSON."""

import json
from pathlib import Path
from typing import Any

import click

from ingest.evaluate.speed.run import PARTS, Bench
from ingest.store.database import prepare_folder
from kb.errors import KbError

JSON = Path("build/bench.json")


@click.command()
@click.option(
    "--json", "target", type=click.Path(path_type=Path), default=JSON, show_default=True, help="Where to write."
)
@click.option("--only", multiple=True, type=click.Choice(list(PARTS)), help="Measure this part; repeatable.")
@click.option("--quick", is_flag=True, help="Fewer rounds, and no base of 100,000 passages or 10,000 entries.")
def main(target: Path, only: tuple[str, ...], quick: bool) -> None:
    """Measure speed and memory; the real base must have been built."""

    def keep(content: dict[str, Any]) -> None:
        target.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    try:
        prepare_folder(target.parent)
        if target.is_dir():
            raise click.ClickException(f"{target}: is a folder; name a file")
        text = Bench.of(quick=quick).run(only or tuple(PARTS), keep)
    except KbError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(
            f"{error.filename or target}: {error.strerror}; check permissions and free space"
        ) from error
    click.echo(f"{text}\n\nThe same as JSON: {target}")


if __name__ == "__main__":
    main()
