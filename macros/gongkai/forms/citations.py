"""How an article that a form cites is printed: with a mark where it was not compared with the official text."""

from gongkai.findings import say


def citation(article: str | None, unverified: str | None) -> str | None:
    """The article as it is shown.

    Args:
        article: What a row, column or glossary entry rests on; None where the form says nothing of it.
        unverified: What of it nobody has compared with the official text yet, e.g. ``定义``; None where all was.
    """
    if article is None or unverified is None:
        return article
    return say("explain.unverified", {"article": article, "unverified": unverified})
