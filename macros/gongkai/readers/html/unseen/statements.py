"""What statements of scripts do to what they name: they put a text there, hide it or remove it."""

import re

_SETS = (
    r"\.(?:innerHTML|outerHTML|innerText|outerText|textContent|nodeValue|data|value|defaultValue|valueAsNumber)"
    r"\s*[-+*]?=(?!=)"
)
_SETS_BY_NAME = r"\]\s*\[\s*[A-Za-z_$][\w$.]{0,60}\s*\]\s*[-+*]?=(?!=)"
_SETS_NAMED = r",\s*[\"'](?:inner(?:HTML|Text)|outer(?:HTML|Text)|textContent|nodeValue)[\"']\s*,"
"""A property named in a text by which something is handed on to be set."""
_HIDING = (
    r"[\"'`][^\"'`]{0,200}(?:none|hidden|collapse|opacity|transparent|through|absolute"
    r"|fixed|scale\(|blur|rtl|#f{3}|white(?!-))"
)
"""A text that declares what keeps something from sight."""
_WHOLE = (
    r"(?:display|visibility|contentVisibility|opacity|transform|scale|translate|zoom|clip(?:Path)?|order|cssFloat"
    r"|webkitText(?:FillColor|Security))"
)
"""Properties that no page sets by a script but to show or hide something, or to move it."""
_MAY_WRITE = re.compile(
    rf"{_SETS}|{_SETS_BY_NAME}|\)\s*\[[^\]\d]{{1,60}}\]\s*=(?!=)|(?m:^)[\w$]+\s*\[[^\]\d]{{1,60}}\]\s*=(?!=)"
    rf"|\.hidden\s*=(?!=)|\.style\.{_WHOLE}\s*=(?!=)"
    rf"|\.(?:dir|style(?:\.(?:cssText|color|filter|textDecoration|direction|position))?)\s*=\s*{_HIDING}"
    r"|\.style\.fontSize\s*=\s*[\"']?(?:0|[12](?:px|pt))|\.style\.(?:textIndent|letterSpacing)\s*=\s*[\"'`]-"
    r"|\.style\.color\s*=\s*[\"'`]\s*rgba?\(\s*25|\.style\.cssText\s*=\s*(?![\"'`\s])|\.(?:row|col)Span\s*=(?!=)"
    r"|\.style(?:\[|\.setProperty\(|\s*,)[^)]{0,200}\b(?:display|visibility|opacity|transform|color[\"']?\s*:\s*[\"'](?:#f{3}|white|transparent))"
    r"|\.(?:setAttribute|toggleAttribute|attr|prop)\(\s*[\"']hidden[\"']"
    rf"|\.(?:setAttribute|attr)\(\s*[\"'](?:style|dir)[\"']\s*,\s*{_HIDING}"
    rf"|{_SETS_NAMED}|\bReflect\s{{0,9}}\.\s{{0,9}}set\("
    r"|\bwith\s*\(\s*[\w$.]{1,60}\s*\)\s*\{|\.attributeStyleMap\s*\.\s*set\(|\.animate\([^)]{0,80}\b(?:opacity|visibility|color|transform|clipPath)|\.fadeTo\("
    r"|\.(?:deleteData|insertData|appendData|splitText|deleteContents|extractContents|insertNode|execCommand|setHTML\w*|replaceChildren|moveBefore|attachShadow)\(|\.wrap(?:Inner|All)?\(\s*[\"'`]<(?:s|del|strike)\b"
    r"|\.(?:html|text|val|append|prepend|before|after|replaceWith|replaceChildren|replaceData|insertAdjacent\w+|load"
    r"|appendChild|insertBefore|replaceChild|removeChild|countTo)\(\s*[^)\s]"
    r"|\.(?:stepUp|stepDown|deleteFromDocument|insertRow|deleteRow|insertCell|deleteCell|remove|empty|hide|toggle|detach|fadeOut|slideUp"
    r"|count(?:er)?up|DataTable|bootstrapTable|datagrid|tablesorter|handsontable|jqGrid|kendoGrid)\("
    r"|\.css\([^)]{0,200}\b(?:display|visibility|opacity|[\"']?color[\"']?\s*[,:]\s*[\"'](?:#f{3}|white|transparent))|\.addClass\(\s*[\"'](?:[\w-]*-)?(?:hide|hidden|none|invisible)\b",
    re.IGNORECASE,
)
_EDITS_SELECTION = re.compile(
    r"\.(?:deleteFromDocument|deleteContents|extractContents)\("
    r"|\bexecCommand\(\s*[\"'`](?:(?:forward)?delete|cut|insert\w+|strikeThrough|(?:fore|back|hilite)Color|fontSize|su[bp]\w*script)\b",
    re.IGNORECASE,
)
"""How a script changes what it has selected, whatever that is; old pages give other commands, as to copy."""
_RENDERS, _BEFORE = re.compile(r"\bcreateRoot\([^;{}()]{0,60}$|\bReactDOM\s{0,9}\.\s{0,9}render\([^;]{0,150}$"), 160
_CREATED = re.compile(r"(?<![\w$.])([\w$]{1,60})\s{0,9}=\s{0,9}document\s{0,9}\.\s{0,9}createElement\(")
_REPLACES = re.compile(
    rf"{_SETS}|{_SETS_BY_NAME}|{_SETS_NAMED}|\.(?:html|text|load|replaceWith|replaceChildren)\(\s*[^)\s]|\.(?:empty|remove)\(",
    re.IGNORECASE,
)
_OWN_CONTENT, _ITS_FIGURES = (
    re.compile(r"\.html\(\)|innerHTML|\.replace\(", re.IGNORECASE),
    re.compile(r"(?:replace|replaceAll|split)\(\s*([/\"'])(?:\\b|[>\s])*\d+(?:\\b|[<\s])*\1"),
)
"""A text that a script takes from where it puts it, and one in whose figures it replaces something."""
_HIDES_ALL = re.compile(
    r"\.hidden\s*=\s*(?:true|1|!0)|\.style\.(?:display|visibility|contentVisibility)\s*=\s*[\"'`](?:none|hidden|collapse)"
    r"|\.style\.(?:opacity|fontSize|zoom|height|maxHeight)\s*=\s*[\"'`]?0(?:\.0\d*)?(?![.\d])|\.style\.clipPath\s*=|\.dir\s*=\s*[\"'`]rtl"
    r"|\.style\.(?:left|top|marginLeft|marginTop|textIndent)\s*=\s*[\"'`]-\d{3}"
    r"|\.style\.(?:transform|filter)\s*=\s*[\"'`][^\"'`]{0,80}(?:\(-|\(0|blur)|\.style\.color\s*=\s*[\"'`](?:#f{3}|white|transparent)"
    r"|(?:\.style\.(?:setProperty\(|cssText\s*=)|\.css\(|[\"']style[\"']\s*,)[^);]{0,200}"
    r"(?:display[\"'`]?\s*[,:]\s*[\"'`]?none|visibility[\"'`]?\s*[,:]\s*[\"'`]?hidden|(?:opacity|height)[\"'`]?\s*[,:]\s*[\"'`]?0(?![.\d]))"
    r"|\.(?:setAttribute|attr|prop|toggleAttribute)\(\s*[\"'](?:hidden|dir[\"']\s*,\s*[\"']rtl)|\.(?:hide|fadeOut|slideUp|detach)\(|\.parent(?:Node|Element)\s*\.\s*removeChild\(",
    re.IGNORECASE,
)
_SHOWS = re.compile(
    r"\.(?:show|fadeIn|slideDown|toggle)\(|visib(?:le|ility[\"'`]?\s*[=,:]\s*[\"'`]{2})|display[\"'`]?\s*[=,:]\s*[\"'`](?:[\"'`]|block|table|flex|inline)"
    r"|opacity[\"'`]?\s*[=,:]\s*[\"'`]?1|\.hidden\s*=\s*(?:false|0|!1)|removeAttribute|removeAttr\("
)
"""What shows something again that a script has hidden before."""
_ON_PARTS = re.compile(r"\.(?:each|children|filter|eq|first|last)\(")


def may_write(text: str) -> bool:
    """Whether some statements may change a text, or keep it from sight.

    Args:
        text: The statements.
    """
    return _MAY_WRITE.search(text) is not None


def edits_selection(script: str) -> bool:
    """Whether a script deletes or rewrites a stretch of the page that it selects, whatever elements are in it.

    Args:
        script: The script.
    """
    return _EDITS_SELECTION.search(script) is not None


def is_rendered_into(script: str, place: int) -> bool:
    """Whether what a script names at a place is where a framework puts a page of its own.

    Args:
        script: The script.
        place: Where the name begins.
    """
    return _RENDERS.search(script[max(0, place - _BEFORE) : place]) is not None


def without_wrapping(text: str) -> str:
    """Some statements without those that put something into a new element, as a wide table into a box that scrolls.

    Args:
        text: The statements.
    """
    names = {re.escape(match[1]) for match in _CREATED.finditer(text)}
    return re.sub(rf"(?<![\w$.])(?:{'|'.join(names)})\.append(?:Child)?\(", "(", text) if names else text


def replaces(reach: str) -> bool:
    """Whether a statement replaces what is around a table by anything but the same with other mark-up.

    Args:
        reach: The statement.
    """
    match = _REPLACES.search(_ON_PARTS.split(reach)[0])
    if match is None:
        return False
    rest = reach[match.end() - 1 :]
    return _OWN_CONTENT.search(rest) is None or _ITS_FIGURES.search(rest) is not None


def hides_all(reach: str) -> bool:
    """Whether a statement hides what it names.

    Args:
        reach: The statement.
    """
    return _HIDES_ALL.search(_ON_PARTS.split(reach)[0]) is not None


def shows_again(script: str) -> bool:
    """Whether something in a script shows what it has hidden before.

    Args:
        script: The script.
    """
    return _SHOWS.search(script) is not None
