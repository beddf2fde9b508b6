"""The metrics service: what came of it all, and how anybody can check.

It owns no step of any case. It folds the journal into facts per case (`facts`), adds them up and scores departments
by a published policy (`scoring`, `assessments`), and keeps every commit of every service to show any case's whole
history with its chain checked (`audit`). Called by citizens and departments (public figures), by auditors and
assessors (cases behind a figure, histories). It calls nobody; it hears the topics `journal` and `registry`.
"""
