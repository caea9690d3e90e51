"""An example of a package that adds a form and a rule to gongkai."""
