"""`kb init`: writes a small base of one's own."""

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Write a small base of your own into FOLDER, to check, build and serve as it is, and then to change."""
    from ingest.contribute.beginning import begin

    begun = begin(folder)
    database = begun.with_name(f"{begun.name}-build") / "kb.db"
    click.echo(f"{begun}: an example; base.yml in it says whose base it is. Now run:")
    click.echo(f"  kb check --entries {begun}")
    click.echo(f"  kb build --entries {begun} --output {database}")
    click.echo(f"  kb serve --database {database}")
