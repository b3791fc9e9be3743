"""The web as the corpus room meets it: which addresses may be asked, how politely, and what publishers' pages say is there."""
