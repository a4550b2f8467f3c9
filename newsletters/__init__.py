"""Feature: editions of the e-newsletter, from what was published to what was sent."""
