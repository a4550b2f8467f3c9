"""Measurements, run by `make bench`. Tests assert nothing about time; these print it."""
