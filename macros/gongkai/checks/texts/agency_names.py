"""Whether a title speaks of an agency: names as reports write them, with and without regions, in full and short.

样例区财政局 is 示例市样例区财政局, and 另例区财政局 is not; 街道办事处 is 街道, and the office of a government may
report in the name of the government.
"""

import re
from functools import lru_cache

from gongkai.forms.model import canonical

_KIND = re.compile(r"(?:的)?(?:政府信息|政务信息|信息公开|政务公开).*$|(?:年度|工作|年)*报告.*$")
"""What a title says after agency and year."""
_YEAR = re.compile(r"[自从]?(?<![第\d])(?:(?:19|20)\d{2}|二[〇○零Ｏ0O][〇○零一二三四五六七八九Ｏ0O]{2})(?:年度?)?")
"""A year; not the number of a place, as in 第2012街道."""
_ROUND = re.compile(r"[(（\[【〔][^)）\]】〕]*[)）\]】〕]")
_AROUND = re.compile(r"^(?:附件?\d*[:：]|关于|《|[0-9.、,，:：·_-])+|[的度》,，:：、·_-]+$")
_AGENCY = re.compile(
    r"(?:政府|办公[室厅]|[委厅局部院署办处所站队馆会]|中心|街道|办事处|公司|学校|大学|学院|医院|[镇乡区县市省旗州盟])$"
)
_REGION = re.compile(r".{1,12}?(?:特别行政区|自治[区州县旗]|开发区|[省市区县旗州盟镇乡])")
_GOVERNMENT_OF = re.compile(r"^(?:人民)?政府(?!办公|办?$)")
"""What is between a region and an organ of its government."""
_SHORT = (
    (re.compile(r"(?:人民)?政府(?:办公[室厅]|办)?$"), ""),
    (re.compile(r"(?:街道)?办事处$|街道办$"), "街道"),
    (re.compile(r"管理委员会$"), "管委会"),
    (re.compile(r"委员会$"), "委"),
    (re.compile(r"办公[室厅]$"), "办"),
    (re.compile(r"[和与及]"), ""),
)
_BUREAU = re.compile(r".{2,}[局委办厅部署]$")
"""Names of organs that are often abbreviated: 市场监管局, 人社局."""
_DIGITS = str.maketrans("〇○零ＯO一二三四五六七八九", "00000123456789")


def years_named(title: str) -> tuple[int, ...]:
    """The years that a title names, in order, written in digits or in Chinese."""
    years = (re.sub(r"\D", "", match[0].translate(_DIGITS)) for match in _YEAR.finditer(canonical(title)))
    return tuple(int(year) for year in years if len(year) == 4)  # noqa: PLR2004 - digits of a year


@lru_cache(maxsize=4096)
def agency_named(title: str) -> str:
    """The agency that a title names; empty where it names none that is recognised."""
    text = _ROUND.sub("", _KIND.sub("", _YEAR.sub("", canonical(title))))
    while (bare := _AROUND.sub("", text)) != text:
        text = bare
    return text if _AGENCY.search(text) else ""


@lru_cache(maxsize=4096)
def same_agency(title_name: str, name: str, short: str) -> bool:
    """Whether a name in a title is that of an agency.

    Args:
        title_name: As the title writes it.
        name: Full name of the agency.
        short: Its short name.
    """
    regions, core = _split(title_name)
    (own, full), (places, abbreviated) = _split(name), _split(short)
    near = [_full(item, own) for item in places] or own
    return (_same_core(core, full) and _same_regions(regions, own)) or (
        _same_core(core, abbreviated) and _same_regions(regions, near)
    )


def _split(name: str) -> tuple[list[str], str]:
    """The regions that a name begins with, and what is left, as it is compared."""
    rest, regions = canonical(name), []
    while (match := _REGION.match(rest)) is not None:
        regions.append(match[0])
        rest = _GOVERNMENT_OF.sub("", rest[match.end() :])
    for pattern, short in _SHORT:
        rest = pattern.sub(short, rest)
    return regions, rest


def _full(region: str, own: list[str]) -> str:
    """``区`` of a short name as the region of the full one."""
    return next((item for item in own if item.endswith(region)), region) if len(region) == 1 else region


def _same_regions(title_regions: list[str], own: list[str]) -> bool:
    """Whether the nearest regions are the same, as far as both name some."""
    return all(
        ours.endswith(theirs) or (len(ours) > 1 and theirs.endswith(ours))
        for theirs, ours in zip(reversed(title_regions), reversed(own), strict=False)
    )


def _same_core(other: str, own: str) -> bool:
    if other == own:
        return True
    less, more = sorted((other, own), key=len)
    if not (_BUREAU.match(less) and _BUREAU.match(more)) or less[0] != more[0] or less[-1] != more[-1]:
        return False
    signs = iter(more)
    return all(sign in signs for sign in less)
