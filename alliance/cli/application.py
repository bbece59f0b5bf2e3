"""The tree of commands: what each is called, where it stands in help, what it does.

A command that is one use case is declared here in one line; those of several use cases or of files are functions of their module.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

import click

from alliance import __version__
from alliance.cli.command import Command, Group, UseCaseCommand, use_case
from alliance.cli.commands import alliances, data, exchanges, explore, industries, partners, reach, register, serve, stores, structure
from alliance.cli.options import Look

if TYPE_CHECKING:
    from alliance.services.register.acts import ActResult
    from alliance.services.workspace import Workspace


def _act(case: Callable[[Workspace], Callable[..., ActResult]], **looks: Look) -> UseCaseCommand[ActResult]:
    """Return the command of an act on the register: it shows what it would change, and writes with ``--yes``."""
    return UseCaseCommand(
        case=case, draw=register.draw_act, code=register.exit_code, progress="", without=["base"], looks={"confirm": Look(("--yes", "-y")), **looks}
    )


# panel of the help → name of the command → command; a name of two words is a command of a group
COMMANDS: Mapping[str, Mapping[str, Command]] = {
    "asking": {
        "search": use_case(lambda net: net.search, explore.draw_hits, code=lambda result: 0 if result.rows else 1, without=["rings"]),
        "show": use_case(lambda net: net.show, explore.draw_node),
        "neighbours": explore.neighbours,
        "path": use_case(lambda net: net.path, explore.draw_paths, code=lambda result: 0 if result.paths else 3, limit=Look(most=20)),
        "isolates": reach.isolates,
        "matrix": industries.matrix,
        "panorama": explore.panorama,
        "overview": use_case(lambda net: net.overview, explore.draw_overview),
        "units": use_case(lambda net: net.units, explore.draw_units),
        "periods": use_case(lambda net: net.periods, explore.draw_periods),
        "gaps": use_case(lambda net: net.gaps, industries.draw_gaps, without=["grouping", "role"]),
        "coverage": use_case(lambda net: net.coverage, industries.draw_coverage),
        "bridges": use_case(lambda net: net.bridges, structure.draw_bridges),
        "groups": use_case(lambda net: net.groups, structure.draw_groups),
        "alliance": alliances.alliance,
        "compare": structure.compare,
    },
    "acting": {
        "worklist assign": use_case(
            lambda net: net.assign,
            reach.draw_done,
            without=["owners", "versions"],
            workshops=Look(metavar="NAME"),
            step=Look(metavar="STEP", argument=False),
        ),
        "worklist confirm": use_case(
            lambda net: net.confirm_links, reach.draw_done, without=["source"], workshops=Look(metavar="NAME"), by=Look(metavar="NAME")
        ),
        "worklist feedback": reach.take_feedback,
        "worklist progress": use_case(lambda net: net.reach_progress, reach.draw_progress, quarters=Look(most=20)),
        "targets set": industries.set_target,
        "targets load": industries.load_targets,
        "targets template": industries.write_target_template,
        "targets remove": use_case(lambda net: net.remove_targets, industries.draw_kept, ids=Look(metavar="ID")),
        "draft": use_case(lambda net: net.draft_members, alliances.draw_draft),
        "partners": partners.partners,
        "why": partners.why,
        "answer": use_case(
            lambda net: net.answer,
            partners.draw_given,
            answer=Look(metavar="accepted|unsuitable|known|later"),
            tie_kind=Look(("--tie",), "KIND"),
        ),
        "answers": use_case(lambda net: net.answers, partners.draw_answers, workshop=Look(argument=True)),
        "view list": use_case(lambda net: net.views, explore.draw_views),
        "view save": use_case(lambda net: net.save_view, explore.draw_view_kept),
        "view rename": use_case(lambda net: net.rename_view, explore.draw_view_kept),
        "view remove": use_case(lambda net: net.remove_view, explore.draw_view_kept),
        "plan save": exchanges.save,
        "plan show": exchanges.show,
        "plan list": use_case(lambda net: net.plans, exchanges.draw_list),
        "plan change": exchanges.change,
        "plan state": exchanges.set_state,
        "plan papers": exchanges.write_papers,
        "plan record": exchanges.record,
    },
    "register": {
        "register list": use_case(lambda net: net.register, register.draw_register, offset=Look(least=0), text=Look(argument=True)),
        "register add": _act(lambda net: net.add_workshop, facts=Look(("--fact",), "KEY=VALUE")),
        "register correct": _act(lambda net: net.correct_facts, facts=Look(metavar="KEY=VALUE")),
        "register tie": _act(lambda net: net.add_tie, role=Look(metavar="ROLE")),
        "register end": _act(lambda net: net.end_tie),
        "register rename": _act(lambda net: net.rename),
        "register lead": _act(lambda net: net.appoint_leader, leader=Look(argument=True)),
        "register move": _act(lambda net: net.move_workshop),
        "register review": _act(lambda net: net.record_review, result=Look(metavar="reviewed|withdrawn")),
        "register recognise": _act(lambda net: net.recognise, workshops=Look(metavar="NAME", argument=True)),
        "register hide": _act(lambda net: net.stop_showing),
        "register show": _act(lambda net: net.show_again),
        "register merge": _act(lambda net: net.merge_records, choices=Look(("--choose",), "FIELD=keep|other")),
        "register state": _act(lambda net: net.state_count, count=Look(least=0), year=Look(metavar="YEAR", argument=False)),
        "register table": use_case(lambda net: net.register_table, register.draw_table),
        "register notices": use_case(lambda net: net.notices, register.draw_notices),
        "register hidden": use_case(lambda net: net.not_shown, register.draw_hidden),
        "register compare": use_case(lambda net: net.compare_records, register.draw_comparison),
    },
    "data": {
        "import": data.import_files,
        "template": data.write_template,
        "export": use_case(
            lambda net: net.export,
            stores.draw_export,
            progress="exporting",
            format=Look(metavar="csv|xlsx|graphml|gexf", argument=False),
            out=Look(metavar="PATH", argument=False),
        ),
        "history": use_case(lambda net: net.history, data.draw_history, without=["before"]),
        "undo": data.undo,
        "generate": data.generate,
        "stores": stores.list_stores,
        "new": stores.new,
        "settings": stores.settings,
    },
    "keeping": {
        "backup": use_case(lambda net: net.backup, stores.draw_backup, progress="backing-up"),
        "restore": stores.restore,
        "copy": stores.copy,
        "audit verify": use_case(lambda net: net.audit_check, stores.draw_audit, code=lambda result: 1 if result.broken_at else 0, without=["limit"]),
        "evaluate partners": partners.evaluate,
        "evaluate exchanges": exchanges.evaluate,
        "doctor": stores.doctor,
        "serve": serve.serve,
    },
}
# what a group does when no command of it is named; without a line here it shows its help
GROUPS: Mapping[str, Command] = {
    "plan": exchanges.plan,
    "worklist": reach.worklist,
    "view": use_case(lambda net: net.views, explore.draw_views),
    "targets": use_case(lambda net: net.targets, industries.draw_targets),
}


@cache
def application() -> Group:
    """Return the command line. It has no language of its own: help and sentences are in that of the ``Run`` it is called with."""
    root = Group("alliance")
    root.params.append(click.Option(["--version", "program_version"], is_flag=True, is_eager=True, expose_value=False, callback=_print_version))
    groups: dict[str, Group] = {}
    for panel, members in COMMANDS.items():
        for name, one in members.items():
            head, _, word = name.partition(" ")
            if not word:
                root.place(one, head, f"panel.{panel}")
                continue
            if head not in groups:
                groups[head] = Group(head, GROUPS.get(head))
                root.place(groups[head], head, f"panel.{panel}")
            groups[head].place(one, word, "commands")
    return root


def _print_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"alliance {__version__}")
        ctx.exit()
