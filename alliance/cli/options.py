"""Options and arguments: those that every command has, whole numbers, and the parameters of a use case as they stand on the command line."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NoReturn, get_args, get_origin

import click

from alliance.cli.run import Run
from alliance.messages import LANGUAGES


class Number(click.ParamType[int]):
    """A whole number, at least ``least`` and at most ``most``; another one is refused in the language of the run.

    >>> Number(1, 4).convert("3", None, None)
    3
    """

    name = "number"

    def __init__(self, least: int | None = 1, most: int | None = None) -> None:
        self.least, self.most = least, most

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number; raises ``BadParameter``."""
        try:
            number = int(value)
        except ValueError:
            self._refuse("whole-number", param, ctx)
        if self.least is not None and number < self.least:
            self._refuse("at-least", param, ctx)
        if self.most is not None and number > self.most:
            self._refuse("at-most", param, ctx)
        return number

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - the signature is that of click
        """Return the word for the number in help."""
        return "N"

    def _refuse(self, because: str, param: click.Parameter | None, ctx: click.Context | None) -> NoReturn:
        run = ctx.find_object(Run) if ctx else None
        raise WrongNumber((run or Run()).text(f"because.{because}", least=self.least, most=self.most), ctx, param)


class WrongNumber(click.BadParameter):
    """A value that is no whole number or not between the bounds; the message says what it is to be, in the language of the run."""


def refuse_word(value: str, option: str) -> NoReturn:
    """Refuse a value that a command itself does not take; the sentence names the value."""
    raise click.BadParameter(value, click.get_current_context(), param_hint=option)


def _take(ctx: click.Context, param: click.Parameter, value: str | bool | None) -> None:
    """Hand an option that every command has to the run; the one after the name of the command is read last and holds."""
    run = ctx.ensure_object(Run)
    if not value:
        return
    if param.name == "json":
        run.json = True
    elif param.name == "store":
        run.location = str(value)
    elif param.name == "on":
        run.on = str(value)
    elif param.name == "period":
        run.period = str(value)
    elif value in LANGUAGES:
        run.language = str(value)
    else:
        refuse_word(str(value), "--lang")


def _read_pairs(_: click.Context, param: click.Parameter, value: tuple[str, ...]) -> dict[str, str]:
    """Return ``KEY=VALUE`` words as a mapping; one without ``=`` is wrong use."""
    for word in value:
        if "=" not in word.replace("＝", "="):
            refuse_word(word, param.opts[0] if isinstance(param, click.Option) else param.name or "")
    return {name.strip(): text for name, _, text in (word.replace("＝", "=", 1).partition("=") for word in value)}


# the options of every command; they may also stand before its name
SHARED: tuple[click.Option, ...] = (
    click.Option(["--store"], metavar="PATH", expose_value=False, callback=_take),
    click.Option(["--json"], is_flag=True, expose_value=False, callback=_take),
    click.Option(["--lang"], metavar="|".join(LANGUAGES), expose_value=False, callback=_take),
    click.Option(["--on"], metavar="DATE", expose_value=False, callback=_take),
    click.Option(["--period"], metavar="1y|3y|all", expose_value=False, callback=_take),
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a parameter of a use case stands on the command line, where its name and its type do not say it.

    ``flags`` are the names of an option (else ``--its-name``), ``argument`` says whether it stands without one (else: where it has
    no default), ``least`` and ``most`` bound a number.
    """

    flags: tuple[str, ...] = ()
    metavar: str | None = None
    argument: bool | None = None
    least: int = 1
    most: int | None = None


# parameters of use cases have one meaning and one name everywhere; so they look the same in every command
LOOKS: Mapping[str, Look] = {
    "date": Look(metavar="DATE"),
    "due": Look(metavar="DATE"),
    "grouping": Look(("--grouping", "--by"), "groups|section|division"),
    "kinds": Look(("--kind",), "KIND"),
    "layer": Look(metavar="cooperation|exchange"),
    "layers": Look(("--layer",), "LAYER"),
    "name_or_id": Look(metavar="NAME"),
    "note": Look(metavar="TEXT"),
    "owner": Look(metavar="NAME"),
    "reason": Look(metavar="TEXT"),
    "region": Look(metavar="NAME"),
    "role": Look(metavar="craft|host"),
    "size": Look(least=2),
    "smallest": Look(least=2),
    "source": Look(metavar="TEXT"),
    "through": Look(metavar="KIND"),
    "year": Look(metavar="YEAR"),
}


def parameter_of(option: inspect.Parameter, look: Look) -> click.Parameter:
    """Return a parameter of a use case as click knows it: without a default an argument, else an option with this default."""
    types = get_args(option.annotation) or (option.annotation,)
    many = get_origin(option.annotation) is Sequence
    pairs = any(get_origin(one) is Mapping for one in (option.annotation, *types))
    kind = Number(look.least, look.most) if int in types else click.Path(path_type=Path) if Path in types else click.STRING
    required = option.default is option.empty
    if required if look.argument is None else look.argument:
        metavar = look.metavar or option.name.upper()
        argument = partial(
            click.Argument, [option.name], metavar=metavar, type=kind, nargs=-1 if many or pairs else 1, callback=_read_pairs if pairs else None
        )
        return argument(required=True) if required else argument(default=option.default)
    flags = [*(look.flags or (f"--{option.name.replace('_', '-')}",)), option.name]
    if bool in types:
        return click.Option(flags, is_flag=True)
    if pairs:
        return click.Option(flags, metavar=look.metavar or "KEY=VALUE", multiple=True, callback=_read_pairs)
    named = partial(click.Option, flags, metavar=look.metavar, type=kind, multiple=many)
    return named(required=True) if required else named(default=option.default)
