"""The unit of work: all that is made from one agency's files, without MkDocs and without any other agency."""
