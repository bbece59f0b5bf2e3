"""The views of structure: alliances, founding, reach over time, then and now around an exchange, every grouping of the matrix down to a plan."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from conftest import text_of
from small_network import fill, opened

from alliance.model import Node, Tie
from alliance.services.industries.matrix_reading import gap_cells
from alliance.ui.pages.industries.matrix_table import groups_shown, matrix_data

App = Callable[..., Any]


@pytest.fixture
def allied(quiet_home: object) -> str:
    """The small network with an alliance of three, led by 赵六, one activity in spring; declared to be of one industry, stated to have five."""
    nodes = [
        Node("a-1", "Alliance", "示例创新工作室联盟", {"declared_kind": "industry_system", "stated_members": 5, "founded": "2024"}),
        Node("ev-1", "Activity", "春季交流", {"held_on": "2026-04-20", "form": "salon", "head_count": 8}),
    ]
    ties = [*(Tie(f"m-{one}", "MEMBER_OF", one, "a-1", {"valid_from": "2024-03"}) for one in ("w-4", "w-5", "w-6"))]
    ties += [Tie("lead-1", "LEADS_ALLIANCE", "w-4", "a-1", {"valid_from": "2024-03", "role": "leader"}), Tie("org-1", "ORGANISES", "a-1", "ev-1")]
    return fill(extra=(*nodes, *ties))


def test_the_alliances_open_from_both_pages_and_one_tells_how_it_lives(allied: str, app: App) -> None:
    test = app("industries")
    test.button(key="view_alliances").click().run()
    assert "<h1>联盟</h1>" in text_of(test)
    test = app("reach")
    test.button(key="view_alliances").click().run()
    shown = text_of(test)
    assert "共 1 个，其中 1 个登记内容需要核对" in shown
    assert "3 家成员" in shown
    test.button(key="alliance_a-1").click().run()
    shown = text_of(test)
    with opened() as net:
        answer = net.alliance("a-1")
    assert (answer.pairs, answer.density, len(answer.quiet)) == (1, 0.3333, 1)  # 赵六 and 钱七 met; 孙八 did not
    assert "全部 3 对中占 33%" in shown
    assert "登记成员5家，名单有3家，请核对。" in shown
    assert [kind.name in shown for kind in answer.kinds] == [True] * 4
    assert "2026 年上半年" in shown
    assert "牵头单位　2024 年 3 月起" in shown
    assert shown.index("孙八检修创新工作室") < shown.index("钱七测控创新工作室")  # who is quiet comes first
    test.button(key="alliance_meet").click().run()
    assert "".join(test.query_params["w"]).split(",")[0] == "w-6"


def test_a_theme_becomes_a_draft_of_members_that_can_be_taken_away(allied: str, app: App) -> None:
    from alliance.ui.pages.alliances.new_alliance import draft_csv

    test = app("reach", view="founding", theme="焊接")
    shown = text_of(test)
    assert "“焊接”联盟的候选成员" in shown
    assert "专长：焊接" in shown
    assert "通过二七区总工会征求意见" in shown
    test.checkbox(key="member_w-1").uncheck().run()
    assert "已选 1 家" in text_of(test)
    with opened() as net:
        answer = net.draft_members("焊接")
    rows = draft_csv(answer, [row for row in answer.rows if row.id == "w-3"]).decode("utf-8-sig").splitlines()
    assert rows[1].startswith("王五化工创新工作室,示例化工有限公司,二七区总工会,待了解,专长：焊接")
    assert rows[-1] == "内部工作参考"
    test = app("reach", view="founding", theme="天文")
    assert "没有与“天文”对得上的专长或行业。" in text_of(test)


def test_reach_over_time_says_how_many_changed_and_by_which_act(filled: str, app: App) -> None:
    test = app("reach", view="progress")
    shown = text_of(test)
    with opened() as net:
        answer = net.reach_progress()
    span = answer.spans[-1]
    assert (span.from_, span.changed, span.lifted) == ("2026-03-31", 3, 2)  # 赵六 visited 钱七 in April; 孙八 was checked in May
    assert "2026 年 3 月 31 日 至 2026 年 6 月 30 日" in shown
    assert "3 家有变化，其中 2 家牵上了线" in shown
    assert all(row.text in shown for row in span.acts)
    assert "2026 年 6 月 30 日：6 家，其中 2 家已有对外联系或往来" in shown


def test_before_and_after_an_exchange_with_nobody_moving_in_the_picture(filled: str, app: App) -> None:
    with opened() as net:
        plan = net.save_plan(net.plan(workshops=["w-1", "w-3", "w-6"], size=(2, 3), date="2026-06-10", form="salon", title="六月沙龙"))
        ends = [plan.host.id, plan.guests[0].id]
        net.record_outcome(plan.plan, attended=ends, met=[tuple(ends)], outcomes=[])
    test = app("reach", view="compare")
    test.selectbox(key="compare_plan").set_value(plan.plan).run()
    shown = text_of(test)
    assert "画出 1 对，共 1 对；两张图里每家的位置不变" in shown
    assert "2026 年 6 月 9 日" in shown
    with opened() as net:
        answer = net.compare(plan=plan.plan)
    assert f"{len(answer.reach_rows)} 家，其中 {answer.lifted} 家牵上了线" in shown


@pytest.mark.parametrize("layer", ["cooperation", "exchange"])
@pytest.mark.parametrize("grouping", ["groups", "section", "division", "host_kind", "region", "system", "rank"])
def test_a_cell_of_every_matrix_leads_to_its_ties_its_workshops_its_unused_pairs_and_a_plan(filled: str, app: App, grouping: str, layer: str) -> None:
    with opened() as net:
        matrix = net.matrix(layer=layer, grouping=grouping)
        cell = next(
            (i, j) for i in range(len(matrix.keys)) for j in range(i + 1) if matrix.counts[i][j] and matrix.workshops[i] and matrix.workshops[j]
        )
        answer = net.cell(matrix.keys[cell[0]], matrix.keys[cell[1]], layer=layer, grouping=grouping)
    test = app("industries", layer=layer, grouping=grouping, a=answer.a.key, b=answer.b.key)
    test.button(key="cell_all").click().run()
    shown = text_of(test)
    assert 'class="note bad"' not in shown
    assert f"{answer.pairs} 对工作室有近期往来" in shown
    for name in (*(tie.a.name for tie in answer.ties), *(row.name for row in answer.a.rows), *(pair.b.name for pair in answer.unused)):
        assert name in shown
    test.button(key="matrix_plan").click().run()
    assert not test.exception
    shown = text_of(test)
    assert 'class="note bad"' not in shown
    assert "<h1>交流策划</h1>" in shown


def test_a_long_table_has_rows_for_groups_with_a_workshop_or_a_target_alone(filled: str, app: App) -> None:
    with opened() as net:
        matrix = net.matrix(grouping="division")
    busy = [i for i in range(len(matrix.keys)) if matrix.workshops[i]]
    idle = [i for i in range(97) if not matrix.workshops[i]]  # 未知 is no division
    assert 0 < len(busy) < len(idle)
    assert groups_shown(matrix) == busy
    assert groups_shown(matrix, {(idle[1], idle[0]): None}) == sorted([*busy, idle[0], idle[1]])
    data = matrix_data(matrix, busy, (0, 0), "red")
    assert data["keys"] == [matrix.keys[i] for i in busy]
    assert [len(row) for row in data["cells"]] == list(range(1, len(busy) + 1))
    assert f"另有 {len(idle)} 行没有工作室，表中不列。" in text_of(app("industries", grouping="division"))
    assert "表中不列" not in text_of(app("industries"))


def test_an_empty_cell_with_too_few_expected_is_no_gap_on_any_page(filled: str, app: App) -> None:
    with opened() as net:
        matrix = net.matrix()
        found = net.gaps(limit=0)
    here = matrix.keys.index("机械装备"), matrix.keys.index("能源化工")
    cell = max(here), min(here)
    assert matrix.few[cell[0]][cell[1]]
    assert matrix.counts[cell[0]][cell[1]] == 0
    lacking = gap_cells(matrix, found)
    assert cell not in lacking
    table = matrix_data(matrix, range(len(matrix.keys)), (0, 0), "red", lacking)["cells"]
    assert table[cell[0]][cell[1]]["kind"] == "zero"
    shown = text_of(app("industries", a="机械装备", b="能源化工"))
    assert "数量偏少，暂不下结论" in shown
    assert f"还缺 {len(found.rows)} 对行业之间的联系" in shown


def test_the_picture_the_list_and_the_start_page_count_the_same_gaps(filled: str, app: App) -> None:
    with opened() as net:
        net.set_targets([{"a": "装备", "b": "化工", "wanted": 3}])
        matrix, found = net.matrix(), net.gaps(limit=0)
        (cell,) = gap_cells(matrix, found)
        question = next(one for one in net.overview().questions if one.code == "missing_links")
    assert {matrix.keys[i] for i in cell} == {"机械装备", "能源化工"}
    assert question.count == len(found.rows) == 1
    table = matrix_data(matrix, range(len(matrix.keys)), (0, 0), "red", gap_cells(matrix, found))["cells"]
    assert [one["kind"] for row in table for one in row].count("gap") == 1


def test_a_matrix_of_one_s_own_list_of_groups(filled: str, app: App) -> None:
    with opened() as net:
        net.set_setting("industry_groups", {"制造": ["34", "26"]})
    assert "制造" in text_of(app("industries", a="制造", b="制造"))
    with opened() as net:
        assert net.cell("制造", "制造").pairs == 1


def test_a_file_made_past_the_session_speaks_the_language_of_the_page() -> None:
    from concurrent.futures import ThreadPoolExecutor

    from alliance.ui.words import language, speaking

    def made() -> str:
        with speaking("en"):
            return language()

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(made).result() == "en"


def test_who_is_left_out_of_the_count_is_written_with_a_reason(filled: str, app: App) -> None:
    test = app("data", tab="rules")
    test.text_input(key="rules_exempt_who").set_value("孙八检修").run()
    test.button(key="exempt_add").click().run()
    assert "请写明原因。" in text_of(test)
    test.text_input(key="rules_exempt_why").set_value("涉密项目").run()
    test.button(key="exempt_add").click().run()
    assert "6 家中有 1 家的联系情况会变。" in text_of(test)
    test.button(key="rules_keep").click().run()
    with opened() as net:
        assert net.reach_of("w-6").ring == "exempt"
    assert "涉密" not in text_of(app("reach", ring="exempt"))  # kept, never shown
    next(button for button in test.button if str(button.key).startswith("undo_")).click().run()
    with opened() as net:
        assert net.reach_of("w-6").ring == "none"


def test_a_priority_industry_of_a_region_is_written_and_changed(filled: str, app: App) -> None:
    test = app("data", tab="targets")
    test.button_group(key="target_sort").set_value("industry").run()
    test.selectbox(key="target_a").set_value("34").run()
    test.selectbox(key="target_class").set_value("leading").run()
    test.text_input(key="target_region").set_value("郑州市").run()
    test.button(key="target_keep").click().run()
    with opened() as net:
        (row,) = net.targets().rows
        assert (row.sort, row.a, row.region_name, row.year, row.strategic_class, row.wanted) == ("industry", "34", "郑州市", "2026", "leading", 3)
    shown = text_of(test)
    assert "目标 3 家有跨行业联系" in shown
    test.button(key=f"target_change_{row.id}").click().run()
    test.number_input(key="target_wanted").set_value(5).run()
    test.button(key="target_keep").click().run()
    with opened() as net:
        assert [(row.wanted, row.region_name) for row in net.targets().rows] == [(5, "郑州市")]


def awaited(test: Any, wanted: str) -> str:
    """What a session shows once the job behind it is done; on a busy machine the page first shows how far it is."""
    for _ in range(80):
        if wanted in text_of(test):
            break
        time.sleep(0.25)
        test.run()
    return text_of(test)


def test_who_stands_between_is_asked_and_leads_to_suggestions(quiet_home: object, app: App) -> None:
    fill(extra=(Tie("p-1", "PAIRED_WITH", "w-5", "w-6", {"valid_from": "2026-05"}),))  # 钱七 now joins 赵六 and 孙八
    test = app("reach", view="bridges")
    shown = awaited(test, "往来较密的几群")
    assert "赵六检测创新工作室、孙八检修创新工作室目前只靠钱七测控创新工作室牵线，是否再牵一条线？" in shown
    assert "近期往来的有 2 家" in shown
    assert "往来较密的几群" in shown
    test.button(key="bridge_w-5").click().run()
    assert "".join(test.query_params["id"]) == "w-4"


def test_coverage_counts_workshops_and_says_how_inward_each_industry_is(filled: str, app: App) -> None:
    with opened() as net:
        net.set_targets([{"a": "34", "sort": "industry", "wanted": 2, "strategic_class": "leading", "year": "2026"}])
        answer = net.coverage()
    assert answer.classes[0].workshops == 2  # 张三 and 李四
    test = app("industries")
    test.button(key="view_coverage").click().run()
    shown = awaited(test, "数量偏少")
    assert answer.classes[0].text in shown
    assert "不能与按人数统计的比例相比" in shown
    assert "数量偏少，暂不下结论" in shown
    shown = awaited(app("industries", view="coverage", lang="en"), "too few to say")
    assert "Machinery and equipment" in shown  # the job that compares speaks the language of the page
    assert "机械装备" not in shown
