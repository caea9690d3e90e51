"""What labels and heads of a document say beside the words of the form: other words, and figures in them."""
