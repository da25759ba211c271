"""What of a text somebody pastes stands in the corpus: each name, number, date and quotation of it."""
