"""The tree of commands. Names and order are declared here, help is in ``messages``, each function in a module of its part."""

from __future__ import annotations

import inspect
from typing import Any

import typer

from alliance import messages
from alliance.cli import building
from alliance.cli.building import classes, command, help_of, shared_options
from alliance.cli.commands import data, exchanges, explore, partners, reach, serve, stores, structure, worklist

# panel → name of the command → function; a name of two words is a command of a group
COMMANDS: dict[str, dict[str, Any]] = {
    "asking": {
        "search": explore.search,
        "show": explore.show,
        "neighbours": explore.neighbours,
        "path": explore.path,
        "isolates": reach.isolates,
        "matrix": reach.matrix,
        "overview": explore.overview,
        "gaps": structure.gaps,
        "coverage": structure.coverage,
        "bridges": structure.bridges,
        "groups": structure.groups,
        "alliance": structure.alliance,
        "compare": structure.compare,
    },
    "acting": {
        "worklist assign": worklist.assign,
        "worklist confirm": worklist.confirm,
        "worklist progress": worklist.progress,
        "targets set": worklist.set_target,
        "targets load": worklist.load_targets,
        "targets template": worklist.target_template,
        "targets remove": worklist.remove_targets,
        "draft": structure.draft,
        "partners": partners.partners,
        "why": partners.why,
        "answer": partners.answer,
        "answers": partners.answers,
        "plan save": exchanges.save,
        "plan show": exchanges.show,
        "plan list": exchanges.listed,
        "plan change": exchanges.change,
        "plan state": exchanges.state,
        "plan papers": exchanges.papers,
        "plan record": exchanges.record,
    },
    "data": {
        "import": data.import_files,
        "template": data.template,
        "export": stores.export,
        "history": data.history,
        "undo": data.undo,
        "generate": data.generate,
        "stores": stores.stores,
        "new": stores.new,
        "settings": stores.settings,
    },
    "keeping": {
        "backup": stores.backup,
        "restore": stores.restore,
        "copy": stores.copy,
        "audit verify": stores.audit_verify,
        "evaluate partners": partners.evaluate,
        "doctor": stores.doctor,
        "serve": serve.serve,
    },
}
# what a group does when no command of it is named
GROUPS: dict[str, Any] = {"plan": exchanges.plan, "worklist": worklist.worklist, "targets": worklist.targets, "audit": None, "evaluate": None}


def application(language: str = "zh") -> typer.Typer:
    """Return the command line in a language."""
    one, group = classes(language)
    app = typer.Typer(
        name="alliance",
        cls=group,
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode="rich",
        help=messages.text("cli.help.application", language),
        pretty_exceptions_enable=False,
    )
    app.callback()(_before(language))
    groups: dict[str, typer.Typer] = {}
    for panel, members in COMMANDS.items():
        title = messages.text(f"cli.panel.{panel}", language)
        for name, function in members.items():
            head, _, word = name.partition(" ")
            if word and head not in groups:
                groups[head] = _group(head, language, group)
                app.add_typer(groups[head], name=head, rich_help_panel=title)
            home = groups[head] if word else app
            home.command(
                word or head, cls=one, help=help_of(name, language), rich_help_panel=messages.text("cli.commands", language) if word else title
            )(command(function, name, language))
    return app


def _before(language: str) -> Any:
    """Return the callback that keeps options standing before the name of a command."""

    def before(ctx: typer.Context, **values: Any) -> None:
        ctx.obj = {**(ctx.obj or {}), **{name: value for name, value in values.items() if value}}

    first = inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    before.__signature__ = inspect.Signature([first, *shared_options("alliance", language)])  # type: ignore[attr-defined]
    before.__annotations__ = {p.name: p.annotation for p in before.__signature__.parameters.values()}  # type: ignore[attr-defined]
    return before


def _group(name: str, language: str, cls: Any) -> typer.Typer:
    alone = GROUPS[name]
    app = typer.Typer(
        cls=cls, help=help_of(name, language), no_args_is_help=alone is None, invoke_without_command=alone is not None, rich_markup_mode="rich"
    )
    if alone is None:
        app.callback()(_before(language))
        return app
    run = command(alone, name, language)

    def callback(ctx: typer.Context, **values: Any) -> int:
        if ctx.invoked_subcommand:
            ctx.obj = {**(ctx.obj or {}), **{key: values[key] for key in building.SHARED if values[key]}}
            return 0
        return run(ctx, **values)

    callback.__signature__ = run.__signature__  # type: ignore[attr-defined]
    callback.__annotations__ = run.__annotations__
    app.callback()(callback)
    return app
