"""YAML → ``Form``. A fault here is a fault of the definition: the first one raises ``FormError`` with its place."""

from gongkai.forms.loading.form import load_form

__all__ = ["load_form"]
