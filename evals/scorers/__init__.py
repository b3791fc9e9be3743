"""Scorers: pure functions of a question and an attempt. Each gives a number, or None where the measure does not apply."""
