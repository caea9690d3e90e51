"""How a document's grids and loose text are fitted to a form; `gongkai.readers.match` is the way in."""
