"""Ids of many pages are held in little memory, and none is taken for another."""

import tracemalloc

from gongkai.site.page_ids import SiteIds

REPORTS = [frozenset(f"requests-row-{row}" for row in range(200) if row % 7 != report % 7) for report in range(500)]
"""Ids of reports: of those that all have between them, each has another choice."""


def test_a_page_has_its_own_ids_and_no_others() -> None:
    ids = SiteIds()
    one, other, empty = ids.of_page(["一", "row"]), ids.of_page({"row", "二"}), ids.of_page(())
    assert [[name in page for name in ("一", "二", "row", "nowhere", 0)] for page in (one, other, empty)] == [
        [True, False, True, False, False],
        [False, True, True, False, False],
        [False] * 5,
    ]


def test_pages_with_the_same_ids_share_them_whatever_their_order() -> None:
    ids = SiteIds()
    assert ids.of_page(["a", "b"]) is ids.of_page(["b", "a"])
    assert ids.of_page(["a"]) is not ids.of_page(["b"])


def test_ids_of_a_page_take_about_a_kilobyte_where_no_two_pages_have_the_same() -> None:
    ids = SiteIds()
    id_sets = [names | {f"own-{number}"} for number, names in enumerate(REPORTS)]
    tracemalloc.start()
    try:
        pages = [ids.of_page(names) for names in id_sets]
        memory = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert memory < 1200 * len(pages)  # as sets 12,000
    assert all(name in page for page, names in zip(pages[:5], id_sets, strict=False) for name in names)
