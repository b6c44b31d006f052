"""The reading side: what an entry means, how it is found and how it is shown. `kb.open` opens a built base."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kb.errors import KbError
    from kb.library.base import Base
    from kb.library.base import open_base as open  # noqa: A004 - read as kb.open

__version__ = "0.1.0"
__all__ = ["Base", "KbError", "open"]
# Loaded when first asked for, so that `import kb` costs nothing.
_ROOMS = {
    "Base": ("kb.library.base", "Base"),
    "KbError": ("kb.errors", "KbError"),
    "open": ("kb.library.base", "open_base"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    if name not in _ROOMS:
        raise AttributeError(f"module 'kb' has no attribute {name!r}; it has {', '.join(__all__)}")
    from importlib import import_module

    module, public = _ROOMS[name]
    return getattr(import_module(module), public)
