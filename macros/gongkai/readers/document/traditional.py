"""Traditional characters of the forms' words in place of simplified ones, as some documents are written.

Each stands for one simplified character, so that places in a text stay what they are.
"""

import re

_SIMPLIFIED = str.maketrans(
    dict(
        zip(
            "萬業爲為舉體會況減決務動單發區後國處復複審對屬開強當總執護報據數無條構機權沒現確穩類係糾納組織經結繼續維"
            "繳罰規計認議許訟訪訴詢請購費轉過進這採問項題額關製獲補範辦祕廢於內評臺覈陣訓專欄監佈眾衆號責網滿領導點載資",
            "万业为为举体会况减决务动单发区后国处复复审对属开强当总执护报据数无条构机权没现确稳类系纠纳组织经结继续维"
            "缴罚规计认议许讼访诉询请购费转过进这采问项题额关制获补范办秘废于内评台核阵训专栏监布众众号责网满领导点载资",
            strict=True,
        )
    )
)
"""The characters of the forms' labels and titles. OpenCC, which the search uses, knows all others as well, but takes a
tenth of a second to load, and this is needed for every document; a test holds that none is lacking, but for 覆 (反覆,
答覆), which simplified texts have in other words (覆盖)."""
_TRADITIONAL = re.compile(f"[{''.join(map(chr, _SIMPLIFIED))}]")
"""Any of them: most texts have none, and to look for one is much faster than to look up each character."""


def fold_traditional(text: str) -> str:
    """A text with simplified characters of the forms' words in place of traditional ones.

    Args:
        text: The text.
    """
    return text.translate(_SIMPLIFIED) if _TRADITIONAL.search(text) else text
