"""Commands for what lies there already: published sites and saved copies, files of older versions."""
