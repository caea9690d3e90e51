"""Old name of ``gongkai.readers.remarks``, kept until the matcher imports the new one."""

from gongkai.readers.remarks import Doubt, Remark

__all__ = ["Doubt", "Remark"]
