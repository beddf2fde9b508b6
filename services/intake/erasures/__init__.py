"""Erasures: a person's key is deleted where nothing holds it, with an event and a certificate anybody can check."""
