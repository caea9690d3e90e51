"""Entries of lists in a report's file, such as corrections: one is added, and everything else stays as it is."""

import re


def add_entry(lines: list[str], name: str, entry: str) -> bool:
    """Add an entry below a key at the top of a file, which is begun where there is none; comments stay.

    Args:
        lines: The lines of the file, which are changed.
        name: The key.
        entry: The entry in one line, from its dash on.

    Returns:
        Whether it could be added: a list in brackets that ends nowhere is left as it is.
    """
    begins = re.compile(rf"{name}[ \t]*:")
    nothing_there = re.compile(rf"{name}[ \t]*:[ \t]*(?:\[[ \t]*\]|~|null)?[ \t]*(?P<comment>#.*)?$")
    key = next((number for number, line in enumerate(lines) if begins.match(line)), None)
    if key is None:
        while lines and not lines[-1].strip():
            lines.pop()
        lines += ["", f"{name}:", f"  {entry}", ""]
        return True
    last = _last_line(lines, key)
    nothing = nothing_there.match(lines[key]) if last == key else None
    if nothing is not None:
        comment = nothing["comment"]
        lines[key : key + 1] = [f"{name}:{f'  {comment}' if comment else ''}", f"  {entry}"]
        return True
    first = next((line for line in lines[key + 1 : last + 1] if line.lstrip().startswith("- ")), None)
    if first is None:
        return _into_brackets(lines, last, entry)
    lines.insert(last + 1, f"{first[: len(first) - len(first.lstrip())]}{entry}")
    return True


def _last_line(lines: list[str], key: int) -> int:
    """The last line of what is below a key: what follows is blank, a comment, or the next key."""
    last = key
    for number in range(key + 1, len(lines)):
        line = lines[number]
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith((" ", "-", "]", "\t")):
            break
        last = number
    return last


def _into_brackets(lines: list[str], last: int, entry: str) -> bool:
    """Add an entry before the bracket that ends a list in brackets."""
    place = lines[last].rfind("]")
    if place < 0:
        return False
    head = lines[last][:place].rstrip()
    comma = "" if head.endswith((",", "[")) or not head.strip() else ","
    lines[last] = f"{head}{comma} {entry.removeprefix('- ')}{lines[last][place:]}"
    return True
