"""The site's pictures: houses, lit windows and two lines, drawn as SVG text by pure functions.

They use classes and presentation attributes only, never a style, so that a strict
Content-Security-Policy holds; colours come from `static/css/components/art.css`.
"""
