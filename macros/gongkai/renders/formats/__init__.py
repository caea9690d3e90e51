"""The formats that a report can be exported in, one module each; ``gongkai.renders.export`` finds them by themselves.

A module here holds a constant ``FORMAT``. That is all it takes: command, downloads, JSON-LD, files of the site and
manual loop over what is registered.
"""
