"""The corpora, and the articles and paragraphs drawn from them."""
