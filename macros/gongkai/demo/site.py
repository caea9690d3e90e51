"""The files of the fictional district that belong to no agency: settings, theme, home page, schemas."""

from collections.abc import Iterator

from gongkai.checks import rule_codes
from gongkai.demo.source_data import fiction_admonition, fiction_notice
from gongkai.forms import shipped_forms
from gongkai.forms.schema import schema_text

_NAME = "示例市样例区政府信息公开年度报告（虚构示例）"

_SETTINGS = """\
# {notice}
site_name: {name}
site_description: {notice}

theme:
  name: material
  language: zh
  font: false
  custom_dir: overrides      # 每页上方的“虚构示例”横幅在这里

plugins:
  - gongkai:
      noindex: true          # 请搜索引擎不要收录
      hard_paragraphs: true  # 文字部分一行就是一段
  - macros:
      modules: [gongkai.site.pluglet]
      on_undefined: strict
      on_error_fail: true

markdown_extensions:
  - admonition
  - toc:
      permalink: false

validation:
  nav:
    omitted_files: info

extra:
  generator: false
"""

_INTERNAL = """\
# {notice}
INHERIT: mkdocs.yml
site_dir: internal           # 只给主管部门看的网站：mkdocs build -f internal.yml

plugins:
  - gongkai:
      audience: internal
      hard_paragraphs: true
  - macros:
      modules: [gongkai.site.pluglet]
      on_undefined: strict
      on_error_fail: true
"""

_BANNER = """\
{{% extends "gongkai/main.html" %}}
{{% block announce %}}{notice}{{% endblock %}}
"""

_PAGE_NOT_FOUND = """\
{{% extends "gongkai/missing.html" %}}
{{% block note %}}<p>{notice}</p>{{% endblock %}}
"""

_README = """\
# {name}

{notice}

在本文件夹里：

- `gongkai check` 校核全部报告；
- `gongkai serve` 在本机预览；
- `mkdocs build --strict` 生成网站，放在 `site/`；
- `gongkai status` 列出报送进度，`mkdocs build -f internal.yml` 生成只给主管部门看的网站，放在 `internal/`。

`data/` 里是数据，`docs/` 里是文字，可以随意改动来试：改错一个数再校核，看看会说什么。
"""


def common_files() -> Iterator[tuple[str, str]]:
    """Path relative to the site's folder, and text, of each file."""
    yield "mkdocs.yml", _SETTINGS.format(notice=fiction_notice(), name=_NAME)
    yield "internal.yml", _INTERNAL.format(notice=fiction_notice())
    yield "README.md", _README.format(notice=fiction_notice(), name=_NAME)
    yield "overrides/main.html", _BANNER.format(notice=fiction_notice())
    yield "overrides/404.html", _PAGE_NOT_FOUND.format(notice=fiction_notice())
    yield "docs/index.md", _home()
    for form in shipped_forms():
        comment = f'{{\n "$comment": "{fiction_notice()}",'
        yield f"data/.schema/{form.id}.json", schema_text(form, rule_codes()).replace("{", comment, 1)


def _home() -> str:
    return f"# {_NAME}\n\n{fiction_admonition()}\n"
