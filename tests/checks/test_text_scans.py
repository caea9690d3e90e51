"""What no text may hold is found by its signs, and what only looks like it is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.checks.texts.agency_names import agency_named, years_named
from gongkai.checks.texts.personal import is_office_address, personal_data, shown
from gongkai.checks.texts.placeholders import placeholders
from gongkai.checks.texts.published import value_spots, yaml_spots
from tests.checks.generate import chance
from tests.checks.injected import personal

if TYPE_CHECKING:
    import random
    from collections.abc import Callable


def unfinished(text: str) -> list[str]:
    return [text[item.start : item.end] for item in placeholders(text)]


UNFINISHED = """
请填写 （请填写） 待补充 待填 （待核实） 此处填写 填写内容 略 （略） (略) ××× XX ＸＸ xx XXXX 20XX 202X 二〇XX 某某
□ ？？ [单位名称] 【年份】 （） 《》 〔〕 TODO 示例文字 （提交前删除本段） （此处应填写数字） （请根据实际情况填写）
"""


@pytest.mark.parametrize("text", [*UNFINISHED.split(), "（　）", "年　月　日"])
def test_placeholder_is_found_alone(text: str) -> None:
    assert unfinished(text) == [text]


FINISHED = """
战略性工作取得进展。 数量略有增加。 详见攻略。 简略说明 省略号 概略图
申请人请填写《政府信息公开申请表》。 引导群众请填写申请表 填写申请更方便 申请填写有指引
李某某诉区政府案 王××申请公开 赵XX申请复议 张某某不服答复
公开制度有待补充完善 机制尚待完善 仍待补充的内容已列入计划 待核实后答复申请人 待定事项逐条明确
编号AXX-12 文号XX1号 规格为3×4 GB20XX-1 http://a.example/xx/b xx@a.example X光检查 N95口罩
此处应当公开的信息 请见附件 （请参见附件一） 请核实情况后答复 请删除个人信息后公布
（试行） 《条例》 〔2024〕5号 2024年1月20日 按年月日汇总 每年每月日常检查
___ *** ＿＿＿＿ [单位名称](https://a.example) data/<单位名称>/2024.yml 真的吗？ 是否属实?
删除过期信息前请示领导 会前删除旧稿 占地面积 示例市样例区 模板化答复减少
"""


@pytest.mark.parametrize("text", FINISHED.split())
def test_text_that_only_looks_unfinished_is_left_alone(text: str) -> None:
    assert unfinished(text) == []


def test_name_made_out_is_a_placeholder_before_an_organ_or_a_unit() -> None:
    assert unfinished("由李某某局负责，共王XX件") == ["某某", "XX"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("0371-66668888、037166668888、（0371）66668888、010-66668888转8001", []),
        ("12345热线、400-800-8888、110、96600", []),
        ("国办公开办函〔2021〕30号，统一社会信用代码91990000MA01ABCD1X、119900000000000000", []),
        ("2024-01-20 09:30，20240120，2024年1月1日至2024年12月31日", []),
        ("12345678901.90元，13812345678元，13912345678.52，1,381,234,567，13812345678件", []),
        ("138****5678，9900011985****123X，6217 **** **** 0122", []),
        ("990001198501011230", []),
        ("行政处罚决定书第13812345678号，豫0105202400012345，41010520240001234567", []),
        ("https://a.example/art_138_13812345678.html 和 N13812345678", []),
        ("6217001234567890123，4111111111111111", []),
        ("卡号4111111111111111", ["card"]),
        ("手机13800000000个别时段无人接听，公开13800000000条", ["mobile"]),
    ],
)
def test_number_that_is_nobody_s_is_left_alone(text: str, kinds: list[str]) -> None:
    assert [item.kind for item in personal_data(text)] == kinds


@pytest.mark.parametrize("write", [lambda text: text, lambda text: f"电话{text}。", lambda text: f"（{text}）"])
@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (personal.identity, "identity"),
        (personal.spaced(personal.identity, " ", 6, 8, 4), "identity"),
        (personal.wide(personal.identity), "identity"),
        (personal.old_identity, "identity"),
        (personal.mobile, "mobile"),
        (personal.spaced(personal.mobile, "－", 3, 4, 4), "mobile"),
        (personal.card, "card"),
    ],
)
def test_personal_number_is_found_whole_and_shown_in_part(
    number: Callable[[random.Random], str], kind: str, write: Callable[[str], str]
) -> None:
    for seed in range(20):
        wanted = number(chance(seed))
        text = write(wanted)
        (match,) = personal_data(text)

        assert (match.kind, text[match.start : match.end]) == (kind, wanted)
        assert wanted not in shown(kind, wanted)
        assert "***" in shown(kind, wanted)


def test_number_whose_check_digit_is_wrong_is_no_identity_number() -> None:
    for seed in range(20):
        number = personal.identity(chance(seed))
        wrong = number[:16] + str((int(number[16]) + 1) % 10) + number[17]

        assert list(personal_data(number))
        assert list(personal_data(wrong)) == []


@pytest.mark.parametrize(
    ("address", "is_office"),
    [
        *(("xxgk@a.example", True), ("bgs2020@163.example", True), ("fuwu@a.example", True), ("jdbgs@a.example", True)),
        *(("erligang@163.example", True), ("12345@a.example", True), ("info@a.example", True)),
        *(("zhangsan@a.example", False), ("li.si@qq.example", False), ("1234567@qq.example", False)),
    ],
)
def test_address_of_an_office_says_so_in_its_name(address: str, is_office: bool) -> None:  # noqa: FBT001
    assert is_office_address(address, "erligang-jiedao") is is_office


YAML = """\
# 待补充：本行是注释
title: "XX街道"   # 待补充
notes:
  - at: 六
    text: |
      第一行。
      第二行（略）。
waivers:
  - {rule: blank, reason: 待补充, internal: 待补充}
待补充: [XX]
"""


def test_yaml_is_searched_in_published_values_alone_and_each_has_its_place() -> None:
    spots = [(spot.line, spot.column, spot.passage) for spot in yaml_spots(YAML, placeholders)]

    assert spots == [(2, 9, "XX"), (7, 10, "（略）"), (9, 27, "待补充"), (10, 7, "XX")]
    assert [spot.line for spot in yaml_spots(YAML, placeholders, keys={"title", "notes"})] == [2, 7]
    assert yaml_spots("- XX\n", placeholders) == []


def test_value_is_found_again_in_its_file_but_not_in_a_comment() -> None:
    text = "# contact: 待补充\nplugins:\n  - gongkai: {contact: 待补充}\n"

    assert [(spot.line, spot.column) for spot in value_spots(["待补充"], text, placeholders)] == [(3, 24)]
    assert [(spot.line, spot.column) for spot in value_spots(["XX"], text, placeholders)] == [(1, 1)]


def test_number_in_the_name_of_a_place_is_no_year() -> None:
    for number in ("2012", "1984", "12012"):
        title = f"样例区第{number}街道办事处2019年政府信息公开工作年度报告"
        assert years_named(title) == (2019,)
        assert agency_named(title) == f"样例区第{number}街道办事处"
