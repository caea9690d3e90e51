"""What the targets are given: real texts and files with some changes at random places, as hypothesis strategies.

A change is an operation, a place and a piece of text, so that what broke a target is made smaller by leaving changes
out. Pieces are what the formats act on: signs of YAML, Markdown, HTML and templates, characters that few programs like.
"""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    *("{{", "}}", "{%", "{#", "[", "]", "(", ")", "<", ">", "</", "<!--", "-->", "<![CDATA[", "<?", "&#0;", "&lt"),
    *("：", ": ", ":", "- ", "-", "  ", "\t", "\n", "\r", "\r\n", "\n\n", "#", "## ", "|", "`", "```", "~", "*", "_"),
    *('"', "'", "“", "”", "\\", "%", "&a", "*a", "!!int ", "!!python/object:os.system ", "? ", "<<: ", "---\n"),
    *("0", "9" * 20, "９", "-1", "1e9", "0x1F", "1_000", "1,000", ".5", "１２", "²", "一", "○", "NaN", "~"),
    *("\x00", "\x08", "\x1b[31m", "\x7f", "\x85", "\xa0", "\u200b", "\u202e", "\u2028", "\ufeff", "\uffff", "\ud800"),
    *("甲" * 300, "a" * 300, "(" * 60, "[" * 60, "{" * 60, "- " * 60, "> " * 60, "9" * 5_000, "<b>" * 60, "| " * 60),
    *("figure(", 'table("申请")', 'figure("申请.本年新收.总计", year=2019)', "=1+1", "@SUM(A1)", "../../etc"),
    *("published:", "version:", "status:", "name:", "申请:", "本年新收:", "2024-02-30", "9999-12-31", "0000-00-00"),
)

_CHANGES = st.lists(
    st.tuples(
        st.sampled_from(("insert", "replace", "cut", "double", "swap")),
        st.floats(0, 1),
        st.integers(0, 40),
        st.sampled_from(PIECES) | st.text(max_size=4),
    ),
    max_size=6,
)


def changed(texts: tuple[str, ...]) -> st.SearchStrategy[str]:
    """One of some texts with changes in it."""
    return st.builds(_changed, st.sampled_from(texts), _CHANGES)


def changed_bytes(files: tuple[bytes, ...]) -> st.SearchStrategy[bytes]:
    """One of some files with changes in it."""
    return st.builds(_changed_bytes, st.sampled_from(files), _CHANGES)


def _changed(text: str, changes: list[tuple[str, float, int, str]]) -> str:
    for operation, share, length, piece in changes:
        at = int(share * len(text))
        text = {
            "insert": lambda text=text, at=at, piece=piece: text[:at] + piece + text[at:],
            "replace": lambda text=text, at=at, piece=piece, length=length: text[:at] + piece + text[at + length :],
            "cut": lambda text=text, at=at, length=length: text[:at] + text[at + length * 5 :],
            "double": lambda text=text, at=at, length=length: text[: at + length] + text[at:],
            "swap": lambda text=text, at=at: text[at:] + text[:at],
        }[operation]()
    return text


def _changed_bytes(data: bytes, changes: list[tuple[str, float, int, str]]) -> bytes:
    return _changed(data.decode("latin-1"), changes).encode("latin-1", "replace")
