"""The fonts that a document is set in: those that the standard names where the system has them, else like ones.

None is shipped. A file embeds those that it uses, so that it looks the same everywhere.
"""

from collections.abc import Collection

from gongkai.errors import FormatError
from gongkai.findings import say

_SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "SimSun")
_SANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei")
_WANTED = {
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "STZhongsong", *_SERIF),
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "STFangsong", *_SERIF),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "STKaiti", *_SERIF),
    "hei": ("SimHei", "STHeiti", *_SANS),
    "table": ("SimSun", "STSong", *_SERIF),
}
"""By what is set in it the names of fonts, the best first."""


def chosen_fonts(families: Collection[str]) -> dict[str, list[str]]:
    """By what is set in it the fonts at hand, the best first; a character that one lacks is taken from the next.

    Args:
        families: Names of the fonts at hand.

    Raises:
        FormatError: There is no font with Chinese characters that is known here.
    """
    by_lower_name = {name.lower(): name for name in families}
    every = dict.fromkeys(name for names in _WANTED.values() for name in names)
    at_hand = [by_lower_name[name.lower()] for name in every if name.lower() in by_lower_name]
    if not at_hand:
        raise FormatError(say("export.no-font"))
    fonts = {
        part: [by_lower_name[name.lower()] for name in names if name.lower() in by_lower_name]
        for part, names in _WANTED.items()
    }
    return {part: [*names, *(name for name in at_hand if name not in names)] for part, names in fonts.items()}
