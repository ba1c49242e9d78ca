"""Read-only tables, and how text is looked up in them."""
