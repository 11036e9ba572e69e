"""The only rooms that know grammar: from sentences to neutral clauses with speakers, modality and polarity."""
