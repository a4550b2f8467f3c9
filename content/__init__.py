"""Foundation: the page kit that every feature builds on."""
