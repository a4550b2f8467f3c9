"""People: who they are, what they asked for, and the proof that they asked."""
