"""How a function becomes a command: its session, the options every command has, help in the language of the run."""

from __future__ import annotations

import copy
import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any, get_args, get_origin

import typer
from typer.core import TyperCommand, TyperGroup

from alliance import messages
from alliance.cli.session import Session
from alliance.messages import LANGUAGES

# The options of every command; they may also stand before its name.
SHARED: dict[str, Any] = {
    "store": Annotated[str, typer.Option("--store", metavar="PATH", show_default=False)],
    "json": Annotated[bool, typer.Option("--json", show_default=False)],
    "lang": Annotated[str, typer.Option("--lang", metavar="zh|en", show_default=False)],
    "on": Annotated[str, typer.Option("--on", metavar="DATE", show_default=False)],
}
EMPTY = {"store": "", "json": False, "lang": "", "on": ""}


class _Usage:
    """The words that typer itself puts into help, in the language of the run."""

    language = "zh"

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option ``--help``, said in the language."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = messages.text("cli.option.help", self.language)
            option.rich_help_panel = messages.text("cli.options", self.language)
        return option

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), messages.text("cli.usage", self.language))  # type: ignore[attr-defined]


def classes(language: str) -> tuple[type[TyperCommand], type[TyperGroup]]:
    """Return the classes of command and group that speak the language."""
    command = type("Command", (_Usage, TyperCommand), {"language": language})
    return command, type("Commands", (_Usage, TyperGroup), {"language": language})


def help_of(name: str, language: str) -> str:
    """Return the help of a command: ``cli.help.<name>``, blanks of the name as points."""
    return messages.text(f"cli.help.{name.replace(' ', '.')}", language)


def option_help(command: str, option: str, language: str) -> str:
    """Return the help of an option: that of the command, else the one all commands share."""
    known = messages.catalogue(language)
    own = f"cli.option.{command.replace(' ', '.')}.{option}"
    return known[own] if own in known else known[f"cli.option.{option}"]


def spoken(command: str, name: str, annotation: Any, language: str) -> Any:
    """Return the annotation of a parameter with its help filled in."""
    if get_origin(annotation) is not Annotated:
        return annotation
    kind, info = get_args(annotation)[:2]
    info = copy.copy(info)
    info.help = option_help(command, name, language)
    argument = type(info).__name__ == "ArgumentInfo"
    info.rich_help_panel = messages.text("cli.arguments" if argument else "cli.options", language)
    return Annotated[kind, info]


def shared_options(command: str, language: str) -> list[inspect.Parameter]:
    """Return the options that every command has, as parameters."""
    keyword = inspect.Parameter.KEYWORD_ONLY
    return [inspect.Parameter(name, keyword, default=EMPTY[name], annotation=spoken(command, name, how, language)) for name, how in SHARED.items()]


def session_of(ctx: typer.Context, values: dict[str, Any], language: str) -> Session:
    """Return the session from the options of the command, else those before its name; removes them from ``values``."""
    before = ctx.obj or {}
    chosen: dict[str, Any] = {name: values.pop(name) or before.get(name) or EMPTY[name] for name in SHARED}
    if chosen["lang"] and chosen["lang"] not in LANGUAGES:
        raise typer.BadParameter(chosen["lang"], param_hint="--lang")
    return Session(store=chosen["store"], json=chosen["json"], language=chosen["lang"] or language, on=chosen["on"] or None)


def command(function: Callable[..., int | None], name: str, language: str) -> Callable[..., int]:
    """Return the function as typer takes it: context instead of session, shared options after its own, exit code as result."""
    own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
    own = [p.replace(annotation=spoken(name, p.name, p.annotation, language), kind=inspect.Parameter.KEYWORD_ONLY) for p in own]

    @functools.wraps(function)
    def run(ctx: typer.Context, **values: Any) -> int:
        session = session_of(ctx, values, language)
        try:
            return function(session, **values) or 0
        finally:
            session.close()

    del run.__wrapped__  # typer must see the new signature
    first = inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    run.__signature__ = inspect.Signature([first, *own, *shared_options(name, language)])  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in run.__signature__.parameters.values()}  # type: ignore[attr-defined]
    return run
