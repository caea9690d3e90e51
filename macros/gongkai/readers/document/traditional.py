"""Traditional characters of the forms' words in place of simplified ones, as some documents are written.

Each stands for one simplified character, so that places in a text stay what they are.
"""

_SIMPLIFIED = str.maketrans(
    dict(
        zip(
            "萬業爲為舉體會況減決務動單發區後國處復複審對屬開強當總執護報據數無條構機權沒現確穩類係糾納組織經結繼續維"
            "繳罰規計認議許訟訪訴詢請購費轉過進這採問項題額關製獲補範辦祕廢",
            "万业为为举体会况减决务动单发区后国处复复审对属开强当总执护报据数无条构机权没现确稳类系纠纳组织经结继续维"
            "缴罚规计认议许讼访诉询请购费转过进这采问项题额关制获补范办秘废",
            strict=True,
        )
    )
)
"""The characters of the forms' labels and titles: too few of them for a dependency."""


def fold_traditional(text: str) -> str:
    """A text with simplified characters of the forms' words in place of traditional ones.

    Args:
        text: The text.
    """
    return text.translate(_SIMPLIFIED)
