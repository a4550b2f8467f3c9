"""Foundation: the post office. Every letter leaves through it; it knows no newsletter."""
