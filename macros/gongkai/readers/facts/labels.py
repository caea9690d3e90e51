"""Labels of metadata in meta tags, tables and lines of a page (发布日期, PubDate, 索引号) and what they mean."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum


class Field(Enum):
    """A kind of metadata."""

    TITLE = "title"
    PUBLISHED = "published"
    NUMBER = "number"
    INDEX = "index"
    PUBLISHER = "publisher"
    OTHER = "other"
    """Metadata that is not used: subject, form, validity."""


TAGS = {
    "pubdate": Field.PUBLISHED,
    "articletitle": Field.TITLE,
    "contentsource": Field.PUBLISHER,
}
"""Government meta tags (国办发〔2017〕47号), lower case."""

_LABELS = {
    Field.PUBLISHED: ("发布日期", "发布时间", "发文日期", "公开日期", "公开时间", "公布日期", "公布时间", "发布"),
    Field.NUMBER: ("文号", "发文字号", "文件编号"),
    Field.INDEX: ("索引号", "索引编号"),
    Field.PUBLISHER: (
        *("发布机构", "发布单位", "发文机关", "公开主体", "信息来源", "来源", "发布者"),
        *("填报单位", "行政机关"),  # as a page of this project says it
    ),
    Field.TITLE: ("名称", "标题", "信息名称"),
    Field.OTHER: (
        *("成文日期", "生成日期", "生效日期", "废止日期", "有效性", "时效", "主题分类", "主题词", "分类", "体裁分类"),
        *("信息类别", "公开方式", "公开范围", "公开时限", "关键词", "组配分类", "服务对象分类", "载体类型", "浏览次数"),
        *("阅读次数", "点击数", "点击量", "访问量", "浏览量", "作者", "编辑", "责任编辑", "字号", "字体", "内容概述"),
        *("报告年度", "报告范围", "格式依据", "网址"),
    ),
}
_BY_NAME = {name: field for field, names in _LABELS.items() for name in names}
_NAMES = "|".join(re.sub("(?<=.)(?=.)", r"\\s*", name) for name in sorted(_BY_NAME, key=len, reverse=True))
_LABEL = re.compile(rf"(?:^|(?<=[\s|｜\[【〔（(；;]))(?P<name>{_NAMES})\s*[：:]\s*")
_SPACE = re.compile(r"\s+")


def label_alone(text: str) -> Field | None:
    """The meaning of a text that is a label and nothing else, with or without a colon.

    Args:
        text: A cell or line.
    """
    return _BY_NAME.get(_SPACE.sub("", text).strip("：:【】[]"))


def label_pairs(cells: Sequence[str]) -> Iterator[tuple[Field, str]]:
    """Labels with their values, from the cells of a table or one line.

    A label is in a cell of its own before its value, or with a colon before it.

    Args:
        cells: Texts in reading order.
    """
    waiting: Field | None = None
    for cell in cells:
        text = cell.strip()
        bare = label_alone(text)
        if bare is not None and (len(cells) > 1 or text.endswith(("：", ":"))):
            waiting = bare
            continue
        matches = list(_LABEL.finditer(text))
        if matches and matches[0].start() == 0:
            waiting = None
            ends = [match.start() for match in matches[1:]] + [len(text)]
            for match, end in zip(matches, ends, strict=True):
                yield _BY_NAME[_SPACE.sub("", match["name"])], text[match.end() : end].strip(" |｜；;\u3000\n")
        elif waiting is not None:
            yield waiting, text
            waiting = None
