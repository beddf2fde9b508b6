"""Cards: warning, yellow and red, as last days come near and are missed (D-6).

Which cards a case must have follows from what was recorded of it and from the calendar (`triggers`, `history`: pure).
The timer only brings the two together: it writes the cards that are missing, with the true moment they fell due, and
corrects those that a fact which came to hand late proves wrong. Departments appeal; assessors and auditors outside
the department uphold or correct; nothing is ever deleted.
"""
