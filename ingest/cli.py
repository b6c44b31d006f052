"""The command `kb`. Each command imports what it needs when it runs, so that `kb check` loads no model."""

import gc
import sys
from importlib import import_module
from io import TextIOWrapper

import click

from kb import __version__
from kb.errors import KbError, missing_part

# Each command is the function of this name in the module of this name in ingest/commands/.
COMMANDS = {
    "check": "check",
    "fmt": "fmt",
    "build": "build",
    "vectors": "vectors",
    "init": "init",
    "new": "new",
    "preview": "preview",
    "stale": "stale",
    "serve": "serve",
    "docs": "docs",
    "tag": "tag",
    "search": "search",
    "mcp": "mcp",
    "verify": "verify",
    "draft": "draft",
    "links": "links",
    "eval": "evaluate",
    "release": "release",
}


class Commands(click.Group):
    """Loads a command when it is asked for."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Give the names of all commands."""
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Give the command of a name; None where there is none."""
        if name not in COMMANDS:
            return None
        module = import_module(f"ingest.commands.{COMMANDS[name]}")
        command: click.Command = getattr(module, COMMANDS[name])
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kb")
def cli() -> None:
    """Check, build, search and extend an evidence base."""


def main() -> None:
    """Run the command; an error is one line and an exit code, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # Where the terminal can't show a character, as a pound sign under LANG=C, its number is better than a traceback.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        cli()
    except ModuleNotFoundError as error:
        fault = missing_part(str(error.name), "build")
        click.echo(f"kb: {fault}", err=True)
        sys.exit(fault.exit_code)
    except KbError as error:
        click.echo(f"kb: {error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"kb: {where}{error.strerror or error}; check permissions and free space", err=True)
        sys.exit(KbError.exit_code)
    finally:
        # What the models leave behind goes with the process; Python would look through all of it for a second.
        gc.freeze()


if __name__ == "__main__":
    main()
