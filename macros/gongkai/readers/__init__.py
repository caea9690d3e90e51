"""Reports that exist, brought in: a file of any kind → a document of paragraphs and grids → matched to a form."""
